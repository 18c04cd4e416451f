import ChildProcesses

/// A server on this machine that answers as Hugging Face and ModelScope do, with folders as repositories.
///
/// Below its folder, `huggingface/OWNER/NAME/` and `modelscope/OWNER/NAME/` hold a repository's files. Some owners make
/// trouble: `gated` asks for the token `secret`, `busy` is busy at first, `plain` knows no ranges, `away` sends readers
/// to another host, `broken` answers with what is no list.
public final class HubServer {
  /// Its address, without a `/` at its end.
  public let address: String
  private let folder: TemporaryFolder
  private var program: ChildProcess

  /// The commit that every repository of the Hugging Face half is at.
  public static let commit = "0123456789abcdef0123456789abcdef01234567"

  /// Starts a server without repositories.
  public init() throws {
    folder = try TemporaryFolder()
    program = try ChildProcess(Command("python3", ["-c", Self.script, folder.path]))
    var line: [UInt8] = []
    while line.last != UInt8(ascii: "\n") {
      guard case .bytes(let bytes) = try program.read(upTo: 100, within: .seconds(60)), !bytes.isEmpty else {
        throw TestSupportError(
          "the hub's server did not start: \(String(decoding: program.errorBytes, as: UTF8.self))")
      }
      line += bytes
    }
    address = "http://127.0.0.1:\(String(decoding: line.dropLast(), as: UTF8.self))"
  }

  /// Adds a file to a repository, `huggingface/OWNER/NAME/config.json`.
  public func add(_ bytes: [UInt8], at path: String) throws {
    try folder.write(bytes, to: path)
  }

  /// Adds a text to a repository.
  public func add(_ text: String, at path: String) throws { try add(Array(text.utf8), at: path) }

  /// What was asked so far, a line each: the path, the range and whether a token came with it.
  public var requests: [String] {
    get throws {
      String(decoding: try folder.read("requests.log"), as: UTF8.self).split(separator: "\n").map(String.init)
    }
  }

  private static let script = """
    import http.server, json, os, sys, urllib.parse
    root, commit, asked = sys.argv[1], "\(commit)", set()
    open(root + "/requests.log", "w").close()
    class Handler(http.server.BaseHTTPRequestHandler):
      protocol_version = "HTTP/1.1"
      def log_message(self, *arguments): pass
      def reply(self, status, body, headers={}):
        self.send_response(status)
        for name, value in headers.items(): self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
      def listing(self, folder, path_key, size_key):
        for parent, _, names in os.walk(folder):
          for name in names:
            path = os.path.join(parent, name)
            yield {path_key: os.path.relpath(path, folder), size_key: os.path.getsize(path)}
      def do_GET(self):
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        token = self.headers.get("Authorization", "")
        with open(root + "/requests.log", "a") as log:
          log.write(f"{path} {self.headers.get('Range', '-')} {token or '-'}\\n")
        parts = path.strip("/").split("/")
        if parts[:2] == ["api", "models"]: hub, owner, name = "huggingface", *parts[2:4]
        elif parts[:3] == ["api", "v1", "models"]: hub, owner, name = "modelscope", *parts[3:5]
        elif parts[0] == "models": hub, owner, name, parts = "modelscope", parts[1], parts[2], parts[1:]
        elif parts[0] == "cdn": return self.send_file(os.path.join(root, *parts[1:]), True)
        else: hub, owner, name = "huggingface", *parts[:2]
        folder = os.path.join(root, hub, owner, name)
        if owner == "gated" and token != "Bearer secret": return self.reply(401, b"{}")
        if owner == "busy" and path not in asked:
          asked.add(path)
          return self.reply(503, b"busy", {"Retry-After": "0"})
        if owner == "broken": return self.reply(200, b'{"siblings": 7}')
        if not os.path.isdir(folder): return self.reply(404, b"{}")
        if "revision" in parts and len(parts[-1]) == 40 and parts[-1] != commit: return self.reply(404, b"{}")
        if "resolve" in parts:
          file = os.path.join(folder, *parts[4:])
          if owner == "away":
            port = self.server.server_address[1]
            return self.reply(302, b"", {"Location": f"http://localhost:{port}/cdn/" + os.path.relpath(file, root)})
          return self.send_file(file, owner != "plain")
        if hub == "huggingface":
          files = [dict(file, **{"blobId": "0"}) for file in self.listing(folder, "rfilename", "size")]
          body = {"id": owner + "/" + name, "sha": commit, "siblings": files}
        else:
          files = [dict(file, Type="blob") for file in self.listing(folder, "Path", "Size")]
          body = {"Code": 200, "Success": True, "Data": {"Files": files + [{"Path": "x", "Type": "tree", "Size": 0}]}}
        self.reply(200, json.dumps(body).encode())
      def send_file(self, path, knows_ranges):
        if not os.path.isfile(path): return self.reply(404, b"")
        with open(path, "rb") as file: body = file.read()
        asked = self.headers.get("Range")
        if asked and knows_ranges:
          first, last = asked.removeprefix("bytes=").split("-")
          first, last = int(first), min(int(last or len(body)), len(body) - 1)
          if first > last: return self.reply(416, b"")
          headers = {"Content-Range": f"bytes {first}-{last}/{len(body)}"}
          return self.reply(206, body[first:last + 1], headers)
        self.reply(200, body)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """
}
