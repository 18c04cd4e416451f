/// The open reviews as Markdown, for a scheduled job to post where people look.
public struct InboxDigest {
  private let items: [InboxItem]
  private let now: Int64

  /// Takes the open reviews and the time, in seconds since 1970.
  public init(_ items: [InboxItem], now: Int64) {
    (self.items, self.now) = (items, now)
  }

  /// The Markdown: one list for each person whom something waits for, and one of what waits for nobody.
  public var markdown: String {
    guard !items.isEmpty else { return "No review is open.\n" }
    var lines = ["**\(items.count) open review\(items.count == 1 ? "" : "s")**", ""]
    for login in Set(items.flatMap { $0.waits.flatMap(\.who) }).sorted() {
      lines.append("@\(login)")
      lines.append("")
      for item in items where item.waits(for: login) { lines.append(line(item, for: login)) }
      lines.append("")
    }
    let idle = items.filter { $0.waits.allSatisfy(\.who.isEmpty) }
    if !idle.isEmpty {
      lines += ["Nobody in particular", ""]
      for item in idle { lines.append(line(item, for: nil)) }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  private func line(_ item: InboxItem, for login: String?) -> String {
    let waits = item.waits.filter { login == nil || $0.who.contains(login ?? "") }.map(\.what)
    let title = Self.escaped(item.state.text.title)
    let by = item.state.submitter.map { " by \($0)" } ?? ""
    let age = item.state.round > 0 ? ", \(Age(seconds: now - item.state.submittedAt))" : ""
    let why =
      item.distrust.map { " – \($0.sentence)" }
      ?? (waits.isEmpty ? "" : " – waits for \(waits.joined(separator: ", "))")
    return "- `\(item.state.id)` \(title)\(by)\(age)\(why)"
  }

  /// A title can hold no link, picture, mention or HTML of its own.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == " "
      if !isWord, scalar.isASCII { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
      if scalar == "@" { escaped += "\u{200B}" }
    }
    return escaped
  }
}

/// How long ago something was, in the largest unit that fits: `3 days`.
public struct Age: CustomStringConvertible {
  private let seconds: Int64

  /// Takes a number of seconds; what lies in the future counts as now.
  public init(seconds: Int64) {
    self.seconds = max(0, seconds)
  }

  /// The age in words.
  public var description: String {
    let units: [(Int64, String)] = [
      (86400 * 365, "year"), (86400 * 7, "week"), (86400, "day"), (3600, "hour"), (60, "minute"),
    ]
    guard let (size, name) = units.first(where: { seconds >= $0.0 }) else { return "now" }
    let count = seconds / size
    return "\(count) \(name)\(count == 1 ? "" : "s")"
  }
}
