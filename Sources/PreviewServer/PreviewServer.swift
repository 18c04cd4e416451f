import Glibc

/// A file server for looking at a site while it is being made: loopback only, one thread.
///
/// Pages get a line that opens an event stream; `announceChange` makes every open page load itself anew.
public struct PreviewServer: ~Copyable {
  /// The port it listens on.
  public let port: Int

  private let folder: String
  private let reloads: Bool
  private let listener: Int32
  private var connections: [Int32: Connection] = [:]

  /// The path of the event stream; no page of a site has it.
  static let eventPath = "/.modelhub-events"

  /// Starts to listen on 127.0.0.1; port 0 takes a free one.
  public init(folder: String, port: Int, reloads: Bool) throws(PreviewError) {
    self.folder = folder
    self.reloads = reloads
    (listener, self.port) = try Self.listen(on: port)
  }

  /// A listening socket and its port.
  private static func listen(on port: Int) throws(PreviewError) -> (Int32, Int) {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard socket >= 0 else { throw PreviewError.system("open a socket") }
    var yes: Int32 = 1
    unsafe setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe bind(socket, generic, length) == 0 && Glibc.listen(socket, 64) == 0
          && getsockname(socket, generic, &length) == 0
      }
    }
    guard bound else {
      let error = PreviewError.system("listen on port \(port)")
      close(socket)
      throw error
    }
    return (socket, Int(UInt16(bigEndian: address.sin_port)))
  }

  deinit {
    close(listener)
    for socket in connections.keys { close(socket) }
  }

  /// Serves what is asked for until `time` has passed or something happened on `watched`.
  ///
  /// Returns whether `watched`, a file descriptor, has something to read.
  public mutating func serve(for time: Duration, watching watched: Int32? = nil) throws(PreviewError) -> Bool
  {
    let sockets = connections.keys.sorted()
    var polled = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
    for socket in sockets {
      let events = connections[socket]?.hasOutput == true ? POLLOUT : POLLIN
      polled.append(pollfd(fd: socket, events: Int16(events), revents: 0))
    }
    if let watched { polled.append(pollfd(fd: watched, events: Int16(POLLIN), revents: 0)) }
    let milliseconds = Int32(
      clamping: time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000)
    guard unsafe poll(&polled, nfds_t(polled.count), milliseconds) >= 0 || errno == EINTR else {
      throw PreviewError.system("wait for requests")
    }
    if polled[0].revents != 0 { acceptAll() }
    for (socket, state) in zip(sockets, polled.dropFirst()) where state.revents != 0 { attend(socket) }
    return watched != nil && polled.last?.revents != 0
  }

  /// Tells every open page that the site has changed.
  public mutating func announceChange() {
    for socket in connections.keys.sorted() where connections[socket]?.isEventStream == true {
      connections[socket]?.send("data: changed\n\n")
      attend(socket)
    }
  }

  private mutating func acceptAll() {
    while true {
      let socket = accept(listener, nil, nil)
      guard socket >= 0 else { return }
      _ = fcntl(socket, F_SETFL, O_NONBLOCK)
      _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
      // More than a browser opens; the rest of the world is not meant to come here.
      if connections.count >= 256 {
        close(socket)
      } else {
        connections[socket] = Connection(socket)
      }
    }
  }

  private mutating func attend(_ socket: Int32) {
    guard var connection = connections[socket] else { return }
    connection.receive()
    while let request = connection.nextRequest() {
      respond(to: request, on: &connection)
    }
    connection.flush()
    if connection.isFinished {
      close(socket)
      connections[socket] = nil
    } else {
      connections[socket] = connection
    }
  }

  private func respond(to request: HTTPRequest, on connection: inout Connection) {
    if reloads, request.path == Self.eventPath { return connection.startEventStream() }
    if reloads, request.path == Self.eventPath + ".js" {
      let headers = ["Content-Type: \(SiteFiles.mediaType(of: "a.js"))"]
      return connection.send(status: "200 OK", headers: headers, body: Self.listenScript, to: request)
    }
    let answer = SiteFiles.answer(
      request, isFolder: { kind($0) == S_IFDIR }, isFile: { kind($0) == S_IFREG })
    switch answer {
    case .file(let path): sendFile(path, "200 OK", request, on: &connection)
    case .redirect(let path):
      connection.send(status: "308 Permanent Redirect", headers: ["Location: \(path)"], body: [], to: request)
    case .notFound: sendFile("404.html", "404 Not Found", request, on: &connection)
    case .methodNotAllowed:
      connection.send(status: "405 Method Not Allowed", headers: ["Allow: GET, HEAD"], body: [], to: request)
    case .badRequest: connection.send(status: "400 Bad Request", headers: [], body: [], to: request)
    }
  }

  private func sendFile(
    _ path: String, _ status: String, _ request: HTTPRequest, on connection: inout Connection
  ) {
    let type = SiteFiles.mediaType(of: path)
    var body = read("\(folder)/\(path)") ?? Array("Not found\n".utf8)
    if reloads, path.hasSuffix(".html") { body += Self.reloadScript }
    connection.send(
      status: status, headers: ["Content-Type: \(type)", "Cache-Control: no-cache"], body: body, to: request)
  }

  private func kind(_ path: String) -> mode_t {
    var status = stat()
    guard unsafe stat("\(folder)/\(path)", &status) == 0 else { return 0 }
    return status.st_mode & S_IFMT
  }

  private func read(_ path: String) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return count == 0 ? bytes : nil }
      bytes += buffer[0..<count]
    }
  }

  private static let listenScript = Array(
    "new EventSource(\"\(eventPath)\").onmessage = () => location.reload();\n".utf8)

  /// The pages' own policy forbids scripts in the page; the address of one is allowed from the same origin.
  private static let reloadScript = Array("<script type=\"module\" src=\"\(eventPath).js\"></script>\n".utf8)
}

/// Why the preview cannot go on.
public struct PreviewError: Error, Sendable, CustomStringConvertible {
  /// A sentence that says what went wrong and what to do.
  public let description: String

  static func system(_ doing: String) -> PreviewError {
    let reason = unsafe String(cString: strerror(errno)).lowercased()
    let advice = errno == EADDRINUSE ? " Another program uses it: choose one with --port, or 0 for any." : ""
    return PreviewError(description: "Cannot \(doing): \(reason).\(advice)")
  }
}
