import Documents

/// One thing that `doctor` looked at.
struct Checkup {
  /// How it is.
  enum State: String {
    /// As it should be.
    case good
    /// Works, and something will not.
    case warning
    /// In the way of ordinary work.
    case problem
  }

  /// What was looked at, as a short stable name.
  let name: String
  let state: State
  /// What was found, in a sentence.
  let message: String
  /// The command that mends it.
  let remedy: String?

  static func good(_ name: String, _ message: String) -> Checkup {
    Checkup(name: name, state: .good, message: message, remedy: nil)
  }

  static func warning(_ name: String, _ message: String, remedy: String) -> Checkup {
    Checkup(name: name, state: .warning, message: message, remedy: remedy)
  }

  static func problem(_ name: String, _ message: String, remedy: String) -> Checkup {
    Checkup(name: name, state: .problem, message: message, remedy: remedy)
  }

  static func document(_ checkups: [Checkup]) -> Document {
    var builder = DocumentBuilder()
    builder.beginArray()
    for checkup in checkups {
      builder.beginObject()
      builder.key("check")
      builder.string(checkup.name)
      builder.key("state")
      builder.string(checkup.state.rawValue)
      builder.key("message")
      builder.string(checkup.message)
      builder.key("remedy")
      if let remedy = checkup.remedy { builder.string(remedy) } else { builder.null() }
      builder.end()
    }
    builder.end()
    return builder.document()
  }
}
