/// The site on Apache.
enum ApacheRules {
  static let text = """
    # The site on Apache 2.4, in the build's own folder: copy this file there, or set `AccessFileName` to it. It needs
    # `AllowOverride All`, and the modules rewrite, headers, setenvif and dir.
    #
    # The builds of audiences lie elsewhere. For each, the server's own settings say where, and which token opens it:
    #   SetEnvIf \(HostingFacts.token) "^TOKEN$" MODELHUB_AUDIENCE=/audience
    #   Alias /audience /srv/modelhub/AUDIENCE
    #   <Directory /srv/modelhub/AUDIENCE>
    #     AllowOverride All
    #     Require env MODELHUB_AUDIENCE
    #   </Directory>
    # Copy this file into each of them as well. A token that nobody knows gets nothing.
    Options -Indexes -MultiViews
    DirectoryIndex index.html
    DirectorySlash On
    ErrorDocument 404 /404.html
    AddDefaultCharset utf-8
    AddType text/javascript .js
    AddType application/json .json
    AddCharset utf-8 .css .js .json .xml .svg .txt
    <Files "feed.xml">
      ForceType "application/atom+xml; charset=utf-8"
    </Files>

    \(HostingFacts.headers.map { "Header always set \($0.name) \"\($0.value)\"" }.joined(separator: "\n"))
    Header always set Vary "\(HostingFacts.token)"
    Header always set Cache-Control "no-cache"
    Header always set Cache-Control "private, no-store" "expr=%{HTTP:\(HostingFacts.token)} != ''"
    Header always set Access-Control-Allow-Origin "*" "expr=%{HTTP:\(HostingFacts.token)} == '' && %{REQUEST_URI} =~ m#^/(?:(?:api|data|schema)/|.*feed\\.(?:xml|json)$)#"

    RewriteEngine On
    RewriteCond %{REQUEST_METHOD} !^(?:GET|HEAD)$
    RewriteRule ^ - [R=405,END]
    RewriteCond %{HTTP:\(HostingFacts.token)} !=""
    RewriteCond %{ENV:MODELHUB_AUDIENCE} =""
    RewriteRule ^ - [F,END]
    # What begins with a dot is the builder's own.
    RewriteRule (?:^|/)\\. - [R=404,END]

    # What Xinference asks for: the first of each name counts, and it has been seen to write LLM.
    RewriteCond %{QUERY_STRING} ^(?:(?!model_type=)[^&]*&)*model_type=([^&]*)
    RewriteRule ^api/models/download$ - [E=MODELHUB_ASKED:%1]
    \(HostingFacts.types.map {
      "RewriteCond %{ENV:MODELHUB_ASKED} ^\($0)$ [NC]\nRewriteRule ^api/models/download$ - [E=MODELHUB_FILE:\($0)]"
    }.joined(separator: "\n"))
    RewriteCond %{ENV:MODELHUB_FILE} =""
    RewriteRule ^api/models/download$ - [R=400,END]
    RewriteCond %{QUERY_STRING} ^(?:(?!model_name=)[^&]*&)*model_name=
    RewriteCond %{QUERY_STRING} !^(?:(?!model_name=)[^&]*&)*model_name=\(HostingFacts.name)(?:&|$)
    RewriteRule ^api/models/download$ - [R=404,END]
    RewriteCond %{QUERY_STRING} ^(?:(?!model_name=)[^&]*&)*model_name=([^&]+)
    RewriteRule ^api/models/download$ %{ENV:MODELHUB_AUDIENCE}/api/models/%{ENV:MODELHUB_FILE}/%1.json [END,QSD]
    RewriteRule ^api/models/download$ %{ENV:MODELHUB_AUDIENCE}/api/models/%{ENV:MODELHUB_FILE}.json [END,QSD]
    RewriteCond %{ENV:MODELHUB_AUDIENCE} !=""
    RewriteRule ^(.*)$ %{ENV:MODELHUB_AUDIENCE}/$1 [END]

    """
}
