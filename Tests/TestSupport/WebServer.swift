import ChildProcesses

/// A plain web server for a folder, as a host of static files would be, on this machine.
public final class WebServer {
  private var child: ChildProcess
  /// The address of the folder, ending in `/`.
  public let address: String

  /// Serves a folder.
  public init(_ folder: String) throws {
    // Nobody reads what it says of each request, so it must not wait to say it.
    let line = "exec python3 -u -m http.server 0 --bind 127.0.0.1 --directory \"$0\" 2>/dev/null"
    child = try ChildProcess(Command("sh", ["-c", line, folder]))
    var said = ""
    while true {
      guard case .bytes(let bytes) = try child.read(upTo: 4096, within: .seconds(30)), !bytes.isEmpty else {
        throw TestSupportError("the web server did not start: \(said)")
      }
      said += String(decoding: bytes, as: UTF8.self)
      guard let start = said.firstRange(of: " port ") else { continue }
      let port = said[start.upperBound...].prefix { $0.isNumber }
      guard said[start.upperBound...].count > port.count else { continue }
      address = "http://127.0.0.1:\(port)/"
      return
    }
  }
}
