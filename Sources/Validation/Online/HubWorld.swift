import Catalog
import Glibc
import ModelFacts
public import ModelSources

/// The world as hubs and web servers tell it, asked politely: one question after the other, none twice within days,
/// with pauses between two to the same host, and no more than a limit in one run.
public final class HubWorld: OnlineWorld {
  private let downloader: any Downloader
  private let addresses: HubAddresses
  private let pause: Duration
  private let allowsLocalHosts: Bool
  private var remaining: Int
  private var cache: OnlineCache
  private var lastAsked: [String: ContinuousClock.Instant] = [:]

  /// Makes a world; `cache` is what an earlier run kept.
  ///
  /// Pages on hosts without a public name are not asked for: a catalog must not make a builder's machine look
  /// around in its own network. `allowsLocalHosts` is for tests.
  public init(
    _ downloader: any Downloader, _ addresses: HubAddresses, cache: OnlineCache,
    pause: Duration = .milliseconds(200), limit: Int = 5_000, allowsLocalHosts: Bool = false
  ) {
    self.downloader = downloader
    self.addresses = addresses
    self.cache = cache
    self.pause = pause
    self.allowsLocalHosts = allowsLocalHosts
    remaining = limit
  }

  /// What is to be kept for the next run.
  public var file: [UInt8] { cache.file() }

  /// Answers from the cache, else asks; see ``OnlineWorld/answer(_:)``.
  public func answer(_ question: OnlineQuestion) -> OnlineAnswer {
    if let known = cache[question] { return known }
    guard let download = download(for: question) else {
      return .unknown("Nothing is known of such addresses.")
    }
    guard remaining > 0 else { return .unknown("The run has asked as many questions as it may.") }
    remaining -= 1
    wait(for: Self.host(download.address))
    let answer = ask(download)
    cache[question] = answer
    return answer
  }

  private func ask(_ download: Download) -> OnlineAnswer {
    do {
      let status = try downloader.fetch(download).status
      switch status {
      case 200..<400, 416: return .found
      case 401, 404, 410: return .missing
      // A server that does not like programs says nothing of the page.
      default: return .unknown("\(download.address) answers with the status \(status).")
      }
    } catch {
      // More than was asked for is an answer too.
      return error.code == .badAnswer ? .found : .unknown(error.description)
    }
  }

  private func download(for question: OnlineQuestion) -> Download? {
    switch question {
    case .page(let address):
      guard allowsLocalHosts || Self.isPublic(Self.host(address)) else { return nil }
      // A public server could send the asker on to a private one.
      return Download(address, range: 0..<1, limit: 1 << 16, followsRedirects: false)
    case .repository(let name, let id, let revision):
      guard let hub = Hub(rawValue: name), let address = addresses[hub], Self.isPlain(id),
        revision.map(Self.isPlain) ?? true
      else { return nil }
      let path =
        hub == .huggingface
        ? "/api/models/\(id)/revision/\(revision ?? "main")"
        : "/api/v1/models/\(id)/repo/files?Revision=\(revision ?? "master")"
      return Download(address.base + path, limit: 16 << 20, token: address.token)
    }
  }

  private func wait(for host: String) {
    let now = ContinuousClock.now
    if let last = lastAsked[host], now - last < pause {
      let rest = (pause - (now - last)).components
      usleep(UInt32(rest.seconds * 1_000_000 + rest.attoseconds / 1_000_000_000_000))
    }
    lastAsked[host] = ContinuousClock.now
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: true
        default: false
        }
      } && !text.contains("..")
  }

  static func host(_ address: String) -> String {
    let rest = address.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).first ?? ""
    return String(rest.split(separator: "@").last ?? "").lowercased()
  }

  /// Tells whether a host has a name that means the same everywhere: no number, no `localhost`, no name without a dot.
  static func isPublic(_ host: String) -> Bool {
    let name = host.prefix { $0 != ":" }
    guard name.contains("."), let last = name.split(separator: ".").last else { return false }
    if ["local", "localhost", "internal", "lan", "home", "test", "invalid"].contains(String(last)) {
      return false
    }
    return last.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D || (0x30...0x39).contains($0) }
      && last.utf8.contains { (0x61...0x7A).contains($0) } && !name.hasPrefix("0x")
  }
}
