import ChildProcesses
import Foundation
import Glibc

/// A real Chromium without a window, driven over WebDriver.
public final class Browser {
  /// Whether this machine has the browser and its driver; `make test` installs both.
  public static let isInstalled = FileManager.default.isExecutableFile(atPath: driver)
  private static let driver = "/usr/bin/chromedriver"

  private let process: DriverProcess
  private let session: String

  /// Starts a browser with a window of that size.
  public init(width: Int = 1280, height: Int = 900, dark: Bool = false, scripts: Bool = true) throws {
    process = try DriverProcess(Self.driver)
    var options = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
      "--window-size=\(width),\(height)", "--disable-extensions", "--no-first-run", "--lang=en-US",
    ]
    if dark { options.append("--blink-settings=preferredColorScheme=0") }
    let preferences: [String: Any] =
      scripts ? [:] : ["profile.managed_default_content_settings.javascript": 2]
    var chromeOptions: [String: Any] = ["args": options, "prefs": preferences]
    // No window is narrower than 500 pixels; a phone is.
    if width < 500 {
      chromeOptions["mobileEmulation"] = [
        "deviceMetrics": ["width": width, "height": height, "pixelRatio": 2, "touch": true, "mobile": true]
      ]
    }
    let capabilities: [String: Any] = [
      "browserName": "chrome",
      "goog:chromeOptions": chromeOptions,
      "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"],
    ]
    let answer = try process.post("/session", ["capabilities": ["alwaysMatch": capabilities]])
    guard let value = answer as? [String: Any], let id = value["sessionId"] as? String else {
      throw TestSupportError("chromedriver gave no session: \(answer)")
    }
    session = id
  }

  deinit {
    // The driver ends with its process; an orderly end only saves time.
    do { _ = try process.request("DELETE", "/session/\(session)", nil) } catch {}
  }

  /// Opens an address and waits until the page has loaded.
  public func open(_ address: String) throws {
    _ = try process.post("/session/\(session)/url", ["url": address])
  }

  /// The address of the page that is open.
  public var address: String {
    get throws { try text(process.request("GET", "/session/\(session)/url", nil)) }
  }

  /// Runs a script in the page (`return …`) and gives back its value as JSON-like Swift values.
  @discardableResult
  public func script(_ source: String) throws -> Any {
    try process.post("/session/\(session)/execute/sync", ["script": source, "args": [String]()])
  }

  /// The text of a script's value.
  public func string(_ source: String) throws -> String { try text(script(source)) }

  /// Waits until a condition of the page holds (an expression of JavaScript); throws where it never does.
  public func waitFor(_ condition: String) throws {
    for _ in 0..<600 {
      if try script("return Boolean(\(condition))") as? Bool == true { return }
      usleep(25_000)
    }
    throw TestSupportError("it never came to this on \(try address): \(condition)")
  }

  /// Clicks the first element that fits a CSS selector.
  public func click(_ selector: String) throws {
    _ = try process.post("/session/\(session)/element/\(element(selector))/click", [:])
  }

  /// Types into the first element that fits a CSS selector, or where the focus is.
  public func type(_ keys: String, into selector: String? = nil) throws {
    let target = try selector.map(element) ?? activeElement()
    _ = try process.post("/session/\(session)/element/\(target)/value", ["text": keys])
  }

  /// A picture of the window as PNG.
  public func screenshot() throws -> [UInt8] {
    let encoded = try text(process.request("GET", "/session/\(session)/screenshot", nil))
    return Array(Data(base64Encoded: encoded) ?? Data())
  }

  /// What the page's console said since the last call, errors of loading included.
  public func consoleMessages() throws -> [String] {
    try log("browser").compactMap { $0["message"] as? String }
  }

  /// The addresses that were asked for since the last call.
  public func requestedAddresses() throws -> [String] {
    try log("performance").compactMap { entry -> String? in
      guard let text = entry["message"] as? String,
        let event = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
        let message = event["message"] as? [String: Any],
        message["method"] as? String == "Network.requestWillBeSent",
        let request = (message["params"] as? [String: Any])?["request"] as? [String: Any]
      else { return nil }
      return request["url"] as? String
    }
  }

  private func log(_ kind: String) throws -> [[String: Any]] {
    try process.post("/session/\(session)/se/log", ["type": kind]) as? [[String: Any]] ?? []
  }

  private func element(_ selector: String) throws -> String {
    try reference(
      process.post("/session/\(session)/element", ["using": "css selector", "value": selector]), selector)
  }

  private func activeElement() throws -> String {
    try reference(process.request("GET", "/session/\(session)/element/active", nil), "the focus")
  }

  private func reference(_ answer: Any, _ what: String) throws -> String {
    guard let id = (answer as? [String: String])?.values.first else {
      throw TestSupportError("the page has no \(what): \(answer)")
    }
    return id
  }

  private func text(_ answer: Any) throws -> String {
    guard let text = answer as? String else { throw TestSupportError("expected a text, got \(answer)") }
    return text
  }
}

/// A running chromedriver.
private final class DriverProcess {
  private var child: ChildProcess
  private let port: Int

  init(_ program: String) throws {
    child = try ChildProcess(Command(program, ["--port=0"]))
    var said: [UInt8] = []
    let marker = "started successfully on port "
    while true {
      guard case .bytes(let bytes) = try child.read(upTo: 4096, within: .seconds(30)), !bytes.isEmpty else {
        throw TestSupportError("chromedriver did not start: \(String(decoding: said, as: UTF8.self))")
      }
      said += bytes
      let text = String(decoding: said, as: UTF8.self)
      guard let found = text.range(of: marker) else { continue }
      let digits = text[found.upperBound...].prefix { $0.isNumber }
      if text[found.upperBound...].count > digits.count, let number = Int(digits) {
        port = number
        return
      }
    }
  }

  func post(_ path: String, _ body: [String: Any]) throws -> Any { try request("POST", path, body) }

  func request(_ method: String, _ path: String, _ body: [String: Any]?) throws -> Any {
    let data = try body.map { try JSONSerialization.data(withJSONObject: $0) } ?? Data()
    let curl = Command(
      "curl",
      [
        "--silent", "--show-error", "--request", method, "--header", "Content-Type: application/json",
        "--data-binary", "@-", "http://127.0.0.1:\(port)\(path)",
      ])
    let finished = try curl.run(input: Array(data), timeout: .seconds(90))
    guard finished.status.isSuccess else { throw TestSupportError("chromedriver: \(finished.errorText)") }
    let answer = Data(finished.output)
    let object = try JSONSerialization.jsonObject(with: answer) as? [String: Any]
    if let value = object?["value"] as? [String: Any], let error = value["error"] as? String {
      throw TestSupportError("\(method) \(path): \(error): \(value["message"] ?? "")")
    }
    return object?["value"] ?? NSNull()
  }
}
