public import ChildProcesses
import Glibc
import Synchronization

/// A server program that runs until the last reference goes.
public final class ServerProcess: Sendable {
  private let child: Mutex<ChildProcess?>

  /// Starts the program.
  public init(_ command: Command) throws {
    child = Mutex(try ChildProcess(command))
  }

  /// Whether the program still runs.
  public var isRunning: Bool {
    child.withLock { $0?.poll() == nil }
  }

  /// Ends the program.
  public func stop() {
    child.withLock { $0 = nil }
  }
}

/// git's own HTTP server behind nginx, with one user, for all repositories in a folder.
///
/// Needs the Debian packages `nginx-light`, `fcgiwrap` and `git`.
public final class HTTPGitServer: Sendable {
  /// Where it listens.
  public let port: Int
  /// The user that it lets in.
  public let user = "ada"
  /// The secret of that user.
  public let secret: String
  private let folder: TemporaryFolder
  private let gateway: ServerProcess
  private let nginx: ServerProcess

  /// Serves the repositories in `root`; with a certificate by HTTPS.
  public init(root: String, secret: String = "s3cret", certificate: (file: String, key: String)? = nil) throws
  {
    self.secret = secret
    folder = try TemporaryFolder()
    port = try Loopback.freePort()
    try folder.write("\(user):{PLAIN}\(secret)\n", to: "users")
    let tls = certificate.map { "ssl_certificate \($0.file); ssl_certificate_key \($0.key);" } ?? ""
    try folder.write(
      """
      daemon off; master_process off; worker_processes 1; pid \(folder.path)/pid; error_log \(folder.path)/error.log;
      events { worker_connections 64; }
      http {
        access_log \(folder.path)/access.log; client_max_body_size 0;
        client_body_temp_path \(folder.path)/body; proxy_temp_path \(folder.path)/proxy;
        fastcgi_temp_path \(folder.path)/fastcgi; uwsgi_temp_path \(folder.path)/uwsgi; scgi_temp_path \(folder.path)/scgi;
        server {
          listen 127.0.0.1:\(port) \(certificate == nil ? "" : "ssl"); \(tls)
          location ~ ^/moved/(.*) { return 301 http://localhost:\(port)/git/$1$is_args$args; }
          location ~ ^/git(/.*) {
            auth_basic git; auth_basic_user_file \(folder.path)/users;
            include /etc/nginx/fastcgi_params;
            fastcgi_param SCRIPT_FILENAME /usr/lib/git-core/git-http-backend;
            fastcgi_param GIT_PROJECT_ROOT \(root); fastcgi_param GIT_HTTP_EXPORT_ALL 1;
            fastcgi_param PATH_INFO $1; fastcgi_param REMOTE_USER $remote_user;
            fastcgi_read_timeout 60; fastcgi_pass unix:\(folder.path)/gateway;
          }
        }
      }

      """, to: "nginx.conf")
    var environment = GitFixture.environment
    environment["GIT_CONFIG_GLOBAL"] = try folder.write("[safe]\n\tdirectory = *\n", to: "gitconfig")
    gateway = try ServerProcess(
      Command("fcgiwrap", ["-c", "2", "-s", "unix:\(folder.path)/gateway"], environment: environment))
    let (gateway, socket) = (gateway, "\(folder.path)/gateway")
    for _ in 0..<1000 where unsafe access(socket, F_OK) != 0 && gateway.isRunning { _ = usleep(10_000) }
    nginx = try ServerProcess(
      Command("nginx", ["-p", folder.path, "-e", "error.log", "-c", "\(folder.path)/nginx.conf"]))
    let nginx = nginx
    try Loopback.wait(forPort: port) { nginx.isRunning }
  }

  /// The address of a repository in the folder.
  public func url(_ repository: String) -> String {
    "http://127.0.0.1:\(port)/git/\(repository)"
  }

  /// The lines of the access log.
  public func accessLog() throws -> [Substring] {
    String(decoding: try folder.read("access.log"), as: UTF8.self).split(separator: "\n")
  }
}

/// A private sshd on the loopback that lets in one key of the user who runs the tests.
///
/// Needs the Debian packages `openssh-server` and `openssh-client`.
public final class SSHServer: Sendable {
  /// Where it listens.
  public let port: Int
  /// The pair of keys that it lets in.
  public let key: SSHKeyPair
  /// The program for SSH with its first arguments: no settings of the user, and the host's key known.
  public let sshCommand: [String]
  private let folder: TemporaryFolder
  private let server: ServerProcess

  /// Starts the server.
  public init() throws {
    folder = try TemporaryFolder()
    port = try Loopback.freePort()
    key = try SSHKeyPair("ed25519", [], in: folder, named: "user")
    let host = try SSHKeyPair("ed25519", [], in: folder, named: "host")
    try folder.write(key.publicLine + "\n", to: "authorized", mode: 0o600)
    try folder.write("[127.0.0.1]:\(port) \(host.publicLine)\n", to: "known", mode: 0o600)
    try folder.write(
      """
      Port \(port)
      ListenAddress 127.0.0.1
      HostKey \(host.path)
      AuthorizedKeysFile \(folder.path)/authorized
      PidFile \(folder.path)/pid
      StrictModes no
      UsePAM no
      PasswordAuthentication no
      PermitRootLogin prohibit-password

      """, to: "sshd.conf")
    // The server insists on this folder when root runs it.
    if getuid() == 0 { _ = unsafe mkdir("/run/sshd", 0o755) }
    server = try ServerProcess(
      Command("/usr/sbin/sshd", ["-D", "-E", "\(folder.path)/log", "-f", "\(folder.path)/sshd.conf"]))
    sshCommand = ["ssh", "-F", "/dev/null", "-o", "UserKnownHostsFile=\(folder.path)/known"]
    let server = server
    try Loopback.wait(forPort: port) { server.isRunning }
  }

  /// The address of a repository on this machine.
  public func url(_ path: String) -> String {
    "ssh://127.0.0.1:\(port)\(path)"
  }
}
