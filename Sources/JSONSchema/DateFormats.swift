/// Dates and times of RFC 3339.
enum DateFormats {
  static func isDate(_ text: Span<UInt8>) -> Bool {
    guard date.holds(text) else { return false }
    let year = number(text, 0, 4)
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return number(text, 8, 2) <= days[number(text, 5, 2) - 1]
  }

  static func isTime(_ text: Span<UInt8>) -> Bool {
    guard time.holds(text) else { return false }
    guard number(text, 6, 2) == 60 else { return true }
    // A leap second is the last one of a day in UTC.
    var minutes = number(text, 0, 2) * 60 + number(text, 3, 2)
    if text[text.count - 1] | 0x20 != UInt8(ascii: "z") {
      let offset = number(text, text.count - 5, 2) * 60 + number(text, text.count - 2, 2)
      minutes += text[text.count - 6] == UInt8(ascii: "+") ? -offset : offset
    }
    return (minutes + 1440) % 1440 == 1439
  }

  static func isDateTime(_ text: Span<UInt8>) -> Bool {
    guard text.count > 11, text[10] | 0x20 == UInt8(ascii: "t") else { return false }
    return isDate(text.extracting(0..<10)) && isTime(text.extracting(11..<text.count))
  }

  private static let date = Grammar.whole("\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])")
  private static let time = Grammar.whole(
    "(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)")

  private static func number(_ text: Span<UInt8>, _ start: Int, _ length: Int) -> Int {
    var value = 0
    for index in start..<start + length { value = value * 10 + Int(text[index] & 0x0F) }
    return value
  }
}
