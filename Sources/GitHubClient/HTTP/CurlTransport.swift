import CCurl

/// The system's libcurl, loaded at the first request; connections are kept between requests.
///
/// A value belongs to one thread.
@safe public final class CurlTransport: HTTPTransport {
  /// How long requests may take, and how large answers may be.
  public struct Limits: Sendable {
    /// To connect, in milliseconds.
    public var connect = 15_000
    /// From the start of a request to the end of its answer, in milliseconds.
    public var total = 120_000
    /// The largest answer, in bytes.
    public var bytes = 128 << 20

    /// The usual limits.
    public init() {}
  }

  private let limits: Limits
  private var library = modelhub_curl()
  private var handle: UnsafeMutableRawPointer?

  /// Prepares nothing yet.
  public init(limits: Limits = Limits()) {
    self.limits = limits
  }

  deinit {
    if let handle = unsafe handle { unsafe library.cleanup(handle) }
  }

  /// Sends a request; see ``HTTPTransport/send(_:)``.
  public func send(_ request: HTTPRequest) throws(TransportFault) -> HTTPResponse {
    let handle = try unsafe prepared()
    unsafe set(request, on: handle)
    var list: UnsafeMutablePointer<curl_slist>?
    for header in request.headers { unsafe list = library.append(list, "\(header.name): \(header.value)") }
    // Without this curl asks for leave before it sends a large body, which costs a second where nobody answers.
    unsafe list = library.append(list, "Expect:")
    defer { unsafe library.free_all(list) }
    unsafe modelhub_curl_set_pointer(&library, handle, CURLOPT_HTTPHEADER, list)

    let taker = AnswerTaker(limit: limits.bytes)
    let code = withExtendedLifetime(taker) {
      let pointer = unsafe Unmanaged.passUnretained(taker).toOpaque()
      unsafe modelhub_curl_set_pointer(&library, handle, CURLOPT_WRITEDATA, pointer)
      unsafe modelhub_curl_set_pointer(&library, handle, CURLOPT_HEADERDATA, pointer)
      return unsafe library.perform(handle)
    }
    if taker.isTooLarge {
      throw TransportFault(.tooLarge, "The answer has more than \(limits.bytes) bytes.")
    }
    guard code == CURLE_OK else { throw fault(code) }
    let status = unsafe Int(modelhub_curl_status(&library, handle))
    return HTTPResponse(status: status, headers: taker.headers, body: taker.body)
  }

  private func prepared() throws(TransportFault) -> UnsafeMutableRawPointer {
    if let handle = unsafe handle {
      unsafe library.reset(handle)
      return unsafe handle
    }
    guard unsafe modelhub_curl_load(&library) == 0, let made = unsafe library.`init`() else {
      throw TransportFault(
        .unavailable,
        "The library libcurl, which sends requests, is not installed; on Debian: apt install libcurl4.")
    }
    unsafe handle = made
    return unsafe made
  }

  private func set(_ request: HTTPRequest, on handle: UnsafeMutableRawPointer) {
    unsafe modelhub_curl_set_text(&library, handle, CURLOPT_URL, request.url)
    unsafe modelhub_curl_set_text(&library, handle, CURLOPT_CUSTOMREQUEST, request.method)
    unsafe modelhub_curl_set_text(&library, handle, CURLOPT_ACCEPT_ENCODING, "")
    unsafe modelhub_curl_set_text(&library, handle, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1")
    unsafe modelhub_curl_set_text(&library, handle, CURLOPT_PROTOCOLS_STR, "http,https")
    unsafe modelhub_curl_set_long(&library, handle, CURLOPT_NOSIGNAL, 1)
    unsafe modelhub_curl_set_long(&library, handle, CURLOPT_FOLLOWLOCATION, 0)
    unsafe modelhub_curl_set_long(&library, handle, CURLOPT_CONNECTTIMEOUT_MS, limits.connect)
    unsafe modelhub_curl_set_long(&library, handle, CURLOPT_TIMEOUT_MS, limits.total)
    if let body = request.body {
      unsafe modelhub_curl_set_size(&library, handle, CURLOPT_POSTFIELDSIZE_LARGE, Int64(body.count))
      unsafe body.withUnsafeBytes { buffer in
        let bytes = unsafe UnsafeMutableRawPointer(mutating: buffer.baseAddress)
        unsafe modelhub_curl_set_pointer(&library, handle, CURLOPT_COPYPOSTFIELDS, bytes)
      }
    }
    unsafe modelhub_curl_set_taker(&library, handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, taker in
      unsafe AnswerTaker.from(taker)?.take(body: UnsafeRawBufferPointer(start: bytes, count: size * count))
        ?? 0
    }
    unsafe modelhub_curl_set_taker(&library, handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, taker in
      unsafe AnswerTaker.from(taker)?.take(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
        ?? 0
    }
  }

  private func fault(_ code: CURLcode) -> TransportFault {
    let words = unsafe library.strerror(code).map { unsafe String(cString: $0) } ?? "The transfer failed"
    let kind: TransportFault.Code =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT: .unreachable
      case CURLE_OPERATION_TIMEDOUT: .timeout
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE: .untrusted
      default: .dropped
      }
    return TransportFault(kind, words + ".")
  }
}

/// Takes in an answer as it comes.
private final class AnswerTaker {
  private(set) var headers: [String: String] = [:]
  private(set) var body: [UInt8] = []
  private(set) var isTooLarge = false
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  static func from(_ pointer: UnsafeMutableRawPointer?) -> AnswerTaker? {
    unsafe pointer.map { unsafe Unmanaged<AnswerTaker>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Gives back how many bytes were taken; fewer than came end the transfer.
  func take(body bytes: UnsafeRawBufferPointer) -> Int {
    guard body.count + bytes.count <= limit else {
      isTooLarge = true
      return 0
    }
    unsafe body.append(contentsOf: bytes)
    return bytes.count
  }

  func take(header bytes: UnsafeRawBufferPointer) -> Int {
    let line = unsafe String(decoding: bytes, as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      // A new answer begins: what came before was an interim one.
      headers = [:]
    } else if let colon = line.firstIndex(of: ":"), headers.count < 200 {
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      let end = value.lastIndex { !$0.isWhitespace }
      headers[line[..<colon].lowercased()] = end.map { String(value[...$0]) } ?? ""
    }
    return bytes.count
  }
}
