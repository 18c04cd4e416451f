import Catalog

/// Moments as machines and readers write them, in UTC.
enum Timestamp {
  /// The moment as RFC 3339 has it: `2026-08-15T09:30:00Z`.
  static func standard(_ seconds: Int) -> String {
    let day = CalendarDate(secondsSince1970: seconds)
    let ofDay = (seconds % 86400 + 86400) % 86400
    return "\(day)T\(two(ofDay / 3600)):\(two(ofDay / 60 % 60)):\(two(ofDay % 60))Z"
  }

  /// The day: `2026-08-15`.
  static func day(_ seconds: Int) -> String { CalendarDate(secondsSince1970: seconds).description }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
