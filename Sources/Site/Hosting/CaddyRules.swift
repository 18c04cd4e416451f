/// The site on Caddy.
enum CaddyRules {
  static let text = """
    # The site on Caddy 2.6 or later. Set the address and the folder of the public build in the environment, or here.
    (modelhub_headers) {
    \theader {
    \(HostingFacts.headers.map { "\t\t\($0.name) \"\($0.value)\"" }.joined(separator: "\n"))
    \t\tCache-Control {modelhub_cache}
    \t\tVary \(HostingFacts.token)
    \t\t-Server
    \t}
    }

    {$MODELHUB_ADDRESS:localhost} {
    \t# Which build answers. A request with a token gets the build of that token's audience; a token that nobody knows
    \t# gets nothing. Tokens are kept beside this file, outside of any build, in files modelhub-tokens*.conf: one a line,
    \t# as `TOKEN /srv/modelhub/AUDIENCE`.
    \tmap {header.\(HostingFacts.token)} {modelhub_root} {
    \t\t~^$ {$MODELHUB_ROOT:/srv/modelhub/public}
    \t\timport modelhub-tokens*.conf
    \t\tdefault "-"
    \t}
    \tmap {header.\(HostingFacts.token)} {modelhub_cache} {
    \t\t~^$ "no-cache"
    \t\tdefault "private, no-store"
    \t}
    \t# What Xinference asks for; it has been seen to write LLM.
    \tmap {query.model_type} {modelhub_type} {
    \(HostingFacts.types.map { "\t\t~(?i)^\($0)$ \($0)" }.joined(separator: "\n"))
    \t\tdefault "-"
    \t}
    \tmap {query.model_name} {modelhub_name} {
    \t\t~^(\(HostingFacts.name))$ "${1}"
    \t\tdefault "-"
    \t}

    \timport modelhub_headers
    \t@open {
    \t\tpath_regexp ^/(?:(?:api|data|schema)/|.*feed\\.(?:xml|json)$)
    \t\tnot header \(HostingFacts.token) *
    \t}
    \theader @open Access-Control-Allow-Origin *
    \t@feed path */feed.xml /feed.xml
    \theader @feed {
    \t\tContent-Type "application/atom+xml; charset=utf-8"
    \t\tdefer
    \t}

    \troute {
    \t\t@stranger vars {modelhub_root} -
    \t\trespond @stranger 403
    \t\t@writing not method GET HEAD
    \t\trespond @writing 405
    \t\t# What begins with a dot is the builder's own.
    \t\t@hidden path_regexp /\\.
    \t\terror @hidden 404
    \t\troot * {modelhub_root}
    \t\tencode gzip

    \t\t@download path_regexp ^\(HostingFacts.download)$
    \t\thandle @download {
    \t\t\t@typeless vars {modelhub_type} -
    \t\t\trespond @typeless 400
    \t\t\t@one query model_name=*
    \t\t\trewrite @one /api/models/{modelhub_type}/{modelhub_name}.json
    \t\t\t@all not query model_name=*
    \t\t\trewrite @all /api/models/{modelhub_type}.json
    \t\t\tfile_server
    \t\t}
    \t\tfile_server {
    \t\t\tindex index.html
    \t\t}
    \t}
    \thandle_errors {
    \t\timport modelhub_headers
    \t\troot * {modelhub_root}
    \t\t@missing expression {http.error.status_code} == 404
    \t\thandle @missing {
    \t\t\trewrite * /404.html
    \t\t\tfile_server
    \t\t}
    \t\trespond {http.error.status_code}
    \t}
    }

    """
}
