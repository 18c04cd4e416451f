/// Text from a file or a name, made safe to print: nothing in it moves the cursor, changes colours, ends the
/// line or reorders what is read.
enum PrintableText {
  /// The text on one line, with control and format characters as escapes.
  static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if isHidden(scalar) { shown += escape(scalar) } else { shown.unicodeScalars.append(scalar) }
    }
    return shown
  }

  /// How one hidden scalar is shown: a control as its picture, others by number.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
      return String(Character(picture))
    }
    return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }

  /// Tells whether a scalar is neither ink nor blank; the joiner and the picture selector of emoji are ink here.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    if scalar.value == 0x200D || scalar.value == 0xFE0F { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return false
    }
  }
}
