/// The site on nginx.
enum NginxRules {
  static let text = """
    # The site on nginx 1.18 or later. Include this file inside `http { … }`, for example from /etc/nginx/conf.d/.
    # Set three things: the folder of the public build (twice below), the server's name, and its certificate.

    # Which build answers. A request with a token gets the build of that token's audience; a token that nobody knows
    # gets nothing. Tokens are kept outside of any build, one a line, as `"~^TOKEN$" /srv/modelhub/AUDIENCE;`. Without
    # `~^…$` nginx would take upper and lower case for the same.
    map $http_x_models_token $modelhub_root {
      default "";
      "" /srv/modelhub/public;
      include /etc/nginx/modelhub-tokens[.]conf;
    }

    # What Xinference asks for. Strings match without regard to case: it has been seen to write LLM.
    map $arg_model_type $modelhub_type {
      default "";
    \(HostingFacts.types.map { "  \($0) \($0);" }.joined(separator: "\n"))
    }
    map $args $modelhub_has_name {
      default no;
      "~(?:^|&)model_name=" yes;
    }
    map "$modelhub_has_name/$arg_model_name" $modelhub_name {
      default "-";
      "no/" "";
      "~^yes/(?<modelhub_asked>\(HostingFacts.name))$" "/$modelhub_asked";
    }

    # An audience's pages are for nobody's cache; the interface for programs is for every origin, if it is public.
    map $http_x_models_token $modelhub_cache {
      default "private, no-store";
      "" "no-cache";
    }
    map "$http_x_models_token:$uri" $modelhub_origin {
      default "";
      "~^:/(?:api|data|schema)/" "*";
      "~^:/.*feed\\.(?:xml|json)$" "*";
    }

    server {
      listen 80;
      listen [::]:80;
      # listen 443 ssl;
      # listen [::]:443 ssl;
      # ssl_certificate /etc/ssl/modelhub.pem;
      # ssl_certificate_key /etc/ssl/private/modelhub.key;
      # add_header Strict-Transport-Security "max-age=31536000" always;
      server_name _;

      root $modelhub_root;
      index index.html;
      charset utf-8;
      charset_types text/css text/plain text/xml application/javascript application/json application/atom+xml;
      absolute_redirect off;
      server_tokens off;
      disable_symlinks on;
      gzip on;
      gzip_comp_level 5;
      gzip_vary on;
      gzip_types text/css text/plain text/xml application/javascript application/json application/atom+xml image/svg+xml;

    \(HostingFacts.headers.map { "  add_header \($0.name) \"\($0.value)\" always;" }.joined(separator: "\n"))
      add_header Cache-Control $modelhub_cache always;
      add_header Access-Control-Allow-Origin $modelhub_origin always;
      add_header Vary \(HostingFacts.token) always;

      if ($modelhub_root = "") { return 403; }
      if ($request_method !~ ^(?:GET|HEAD)$) { return 405; }

      location = \(HostingFacts.download) {
        if ($modelhub_type = "") { return 400; }
        if ($modelhub_name = "-") { return 404; }
        try_files /api/models/$modelhub_type$modelhub_name.json =404;
      }
      # What begins with a dot is the builder's own.
      location ~ /\\. { return 404; }
      location ~ /feed\\.xml$ {
        types { }
        default_type application/atom+xml;
      }
      error_page 404 /404.html;
      error_page 403 @refused;
      location @refused { return 403; }
    }

    """
}
