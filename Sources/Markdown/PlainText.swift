/// Words gathered from a page: blanks folded, one line a block, cut at a limit.
struct PlainText {
  private(set) var bytes: [UInt8] = []
  private let limit: Int
  private var separator: UInt8?
  private var isFull = false

  init(limit: Int) { self.limit = max(limit, 0) }

  var count: Int { bytes.count }

  /// The text from byte `start` on.
  func text(from start: Int = 0) -> String {
    String(decoding: bytes[min(start, bytes.count)...], as: UTF8.self)
  }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(min(count, limit)) }

  /// Ends the line, if there is anything on it.
  mutating func endLine() { if !bytes.isEmpty { separator = UInt8(ascii: "\n") } }

  mutating func append(_ text: Span<UInt8>) {
    var start = 0
    var end = text.count
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    if start > 0 { endWord() }
    appendTrimmed(text.extracting(start..<end))
    if end < text.count { endWord() }
  }

  private mutating func endWord() {
    if separator == nil, !bytes.isEmpty { separator = UInt8(ascii: " ") }
  }

  /// Copies in runs; a single space inside does not end one.
  private mutating func appendTrimmed(_ text: Span<UInt8>) {
    var copied = 0
    var index = 0
    while index < text.count {
      if text[index] > 0x20 || (text[index] == 0x20 && text[index + 1] > 0x20) {
        index = text.endOfSingleSpaces(from: index + 1)
        continue
      }
      appendRun(text.extracting(copied..<index))
      endWord()
      while text[index] <= 0x20 { index += 1 }
      copied = index
    }
    appendRun(text.extracting(copied..<text.count))
  }

  private mutating func appendRun(_ run: Span<UInt8>) {
    guard !run.isEmpty, !isFull else { return }
    var room = limit - bytes.count - (separator == nil ? 0 : 1)
    if run.count > room {
      isFull = true
      while room > 0, run[room] & 0xC0 == 0x80 { room -= 1 }
      guard room > 0 else { return }
    }
    if let separator { bytes.append(separator) }
    separator = nil
    let part = run.extracting(0..<min(run.count, room))
    unsafe part.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }
}
