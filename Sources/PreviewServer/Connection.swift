import Glibc

/// One browser's connection: what it has sent, and what is still to be sent to it.
struct Connection {
  private let socket: Int32
  private var received: [UInt8] = []
  private var output: ArraySlice<UInt8> = []
  private var endsAfterOutput = false
  private var isClosed = false
  private(set) var isEventStream = false

  /// A head longer than this is no browser's.
  private static let headLimit = 32 << 10

  init(_ socket: Int32) {
    self.socket = socket
  }

  var hasOutput: Bool { !output.isEmpty }
  var isFinished: Bool { isClosed || (endsAfterOutput && output.isEmpty) }

  mutating func receive() {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while !isClosed, received.count <= Self.headLimit {
      let count = unsafe recv(socket, &buffer, buffer.count, 0)
      if count > 0 {
        received += buffer[0..<count]
      } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
        isClosed = true
      } else {
        return
      }
    }
  }

  /// The next whole head, or nothing yet; a head that makes no sense ends the connection with an answer.
  mutating func nextRequest() -> HTTPRequest? {
    guard !isClosed, !endsAfterOutput, !isEventStream else { return nil }
    guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else {
      if received.count > Self.headLimit { refuse("431 Request Header Fields Too Large") }
      return nil
    }
    let head = received[..<end.lowerBound]
    let request = HTTPRequest(head)
    received.removeSubrange(..<end.upperBound)
    if request == nil { refuse("400 Bad Request") }
    return request
  }

  mutating func send(status: String, headers: [String], body: [UInt8], to request: HTTPRequest) {
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.count)"] + headers
    let connection = request.keepsAlive ? [] : ["Connection: close"]
    send((lines + connection + ["", ""]).joined(separator: "\r\n"))
    if request.method != "HEAD" { output += body }
    endsAfterOutput = !request.keepsAlive
  }

  mutating func send(_ text: String) { output += Array(text.utf8) }

  mutating func startEventStream() {
    isEventStream = true
    send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n")
  }

  mutating func flush() {
    while !isClosed, !output.isEmpty {
      let count = unsafe output.withUnsafeBytes { buffer in
        unsafe Glibc.send(socket, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        output = output.dropFirst(count)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        isClosed = true
      }
    }
    if output.isEmpty { output = [] }
  }

  private mutating func refuse(_ status: String) {
    send("HTTP/1.1 \(status)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    endsAfterOutput = true
  }
}
