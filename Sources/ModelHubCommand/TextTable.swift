/// Rows of text in columns that line up.
struct TextTable {
  private let header: [String]
  private var rows: [[String]] = []

  init(_ header: [String]) {
    self.header = header
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines; where `width` is given, the last column is cut to fit it.
  func lines(width: Int?, header showsHeader: Bool = true) -> [String] {
    let all = showsHeader ? [header] + rows : rows
    var widths = Array(repeating: 0, count: header.count)
    for row in all {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], columns(of: cell)) }
    }
    return all.map { row in
      var line = ""
      for (column, cell) in row.enumerated() where column < row.count - 1 {
        line += cell + String(repeating: " ", count: widths[column] - columns(of: cell) + 2)
      }
      let last = row.last ?? ""
      line += width.map { cut(last, to: max(8, $0 - columns(of: line))) } ?? last
      let length = line.utf8.reversed().drop { $0 == UInt8(ascii: " ") }.count
      return String(decoding: line.utf8.prefix(length), as: UTF8.self)
    }
  }

  private func cut(_ text: String, to width: Int) -> String {
    guard columns(of: text) > width else { return text }
    var kept = ""
    var used = 0
    for character in text {
      let next = columns(of: String(character))
      if used + next > width - 1 { break }
      kept.append(character)
      used += next
    }
    return kept + "…"
  }
}

/// How many columns of a terminal a text takes: East Asian wide characters take two, combining marks none.
func columns(of text: String) -> Int {
  var width = 0
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0..<0x300: width += 1
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      width += 2
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format, .control: break
      default: width += 1
      }
    }
  }
  return width
}
