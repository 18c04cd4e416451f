import ChildProcesses
import Foundation
import TestSupport
import Testing

@testable import Site

/// The public build and an audience's behind a real server, as the hosting files set it up.
final class HostedSite {
  static let token = "tok-5e9a0cB7d1"

  let publicSite: MemorySite
  let innerSite: MemorySite
  private let folder: TemporaryFolder
  private let port: Int
  private let process: ServerProcess

  init(_ server: HostingTests.Server) throws {
    publicSite = try TestSite.build(FixtureCatalog.tree)
    var options = TestSite.options
    options.audience = "inside"
    innerSite = try TestSite.build(FixtureCatalog.tree, options: options)
    #expect(publicSite.files["api/models/llm.json"] != innerSite.files["api/models/llm.json"])
    folder = try TemporaryFolder()
    port = try Loopback.freePort()
    for (name, site) in [("public", publicSite), ("inner", innerSite)] {
      try site.store(in: URL(filePath: "\(folder.path)/\(name)"))
      try folder.write("", to: "\(name)/.modelhub-site")
    }
    let command =
      switch server {
      case .nginx: try Self.nginx(publicSite, folder, port)
      case .caddy: try Self.caddy(publicSite, folder, port)
      case .apache2: try Self.apache(publicSite, folder, port)
      }
    let process = try ServerProcess(command)
    self.process = process
    try Loopback.wait(forPort: port) { process.isRunning }
  }

  private static func nginx(_ site: MemorySite, _ folder: TemporaryFolder, _ port: Int) throws -> Command {
    let root = folder.path
    let rules = try site.text("hosting/nginx.conf")
      .replacing("listen 80;", with: "listen 127.0.0.1:\(port);").replacing("  listen [::]:80;\n", with: "")
      .replacing("/srv/modelhub/public", with: "\(root)/public")
      .replacing("/etc/nginx/modelhub-tokens", with: "\(root)/modelhub-tokens")
    try folder.write(rules, to: "site.conf")
    try folder.write("\"~^\(token)$\" \(root)/inner;\n", to: "modelhub-tokens.conf")
    try folder.write(
      """
      daemon off; master_process off; worker_processes 1; pid \(root)/pid; error_log \(root)/error.log;
      events { worker_connections 64; }
      http {
        include /etc/nginx/mime.types;
        access_log off;
        client_body_temp_path \(root)/body; proxy_temp_path \(root)/proxy; fastcgi_temp_path \(root)/fastcgi;
        uwsgi_temp_path \(root)/uwsgi; scgi_temp_path \(root)/scgi;
        include \(root)/site.conf;
      }
      """, to: "nginx.conf")
    return Command("nginx", ["-p", root, "-e", "error.log", "-c", "\(root)/nginx.conf"])
  }

  private static func caddy(_ site: MemorySite, _ folder: TemporaryFolder, _ port: Int) throws -> Command {
    let root = folder.path
    try folder.write("{\n\tadmin off\n}\n" + site.text("hosting/Caddyfile"), to: "Caddyfile")
    try folder.write("\(token) \(root)/inner\n", to: "modelhub-tokens.conf")
    var environment = GitFixture.environment
    environment["MODELHUB_ADDRESS"] = "http://127.0.0.1:\(port)"
    environment["MODELHUB_ROOT"] = "\(root)/public"
    environment["HOME"] = root
    environment["XDG_DATA_HOME"] = root
    environment["XDG_CONFIG_HOME"] = root
    return Command("caddy", ["run", "--config", "\(root)/Caddyfile"], environment: environment)
  }

  private static func apache(_ site: MemorySite, _ folder: TemporaryFolder, _ port: Int) throws -> Command {
    let root = folder.path
    for build in ["public", "inner"] {
      try folder.write(site.text("hosting/.htaccess"), to: "\(build)/.htaccess")
    }
    let modules = [
      "mpm_event", "authz_core", "authz_host", "env", "setenvif", "rewrite", "headers", "dir", "alias",
      "mime",
    ]
    try folder.write(
      """
      ServerName localhost
      Listen 127.0.0.1:\(port)
      PidFile \(root)/pid
      ErrorLog \(root)/error.log
      DefaultRuntimeDir \(root)
      \(modules.map { "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so" }.joined(separator: "\n"))
      TypesConfig /etc/mime.types
      DocumentRoot \(root)/public
      <Directory \(root)/public>
        AllowOverride All
        Require all granted
      </Directory>
      SetEnvIf X-Models-Token "^\(token)$" MODELHUB_AUDIENCE=/audience
      Alias /audience \(root)/inner
      <Directory \(root)/inner>
        AllowOverride All
        Require env MODELHUB_AUDIENCE
      </Directory>
      """, to: "apache.conf")
    return Command("apache2", ["-f", "\(root)/apache.conf", "-D", "FOREGROUND"])
  }

  struct Answer {
    var status = 0
    var headers: [String: String] = [:]
    var body: [UInt8] = []
  }

  func get(_ target: String, token: String? = nil, method: String = "GET") throws -> Answer {
    let arguments =
      ["--silent", "--include", "--path-as-is", "--globoff", "--max-time", "20", "-X", method]
      + (token.map { ["-H", "\(HostingFacts.token): \($0)"] } ?? []) + ["http://127.0.0.1:\(port)\(target)"]
    let run = try Command("curl", arguments).run(timeout: .seconds(30))
    let end = try #require(run.output.firstRange(of: Array("\r\n\r\n".utf8)), "\(target): no answer")
    var answer = Answer(body: Array(run.output[end.upperBound...]))
    let lines = String(decoding: run.output[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    answer.status = lines.first.flatMap { Int($0.split(separator: " ")[1]) } ?? 0
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      answer.headers[line[..<colon].lowercased(), default: ""] += value
    }
    return answer
  }
}
