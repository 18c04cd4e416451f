import Authoring
import Glibc

/// Questions to a person at a terminal, on standard error, so that results stay clean.
struct Interview {
  /// Whether there is somebody to ask.
  static var isPossible: Bool { isatty(0) == 1 && isatty(2) == 1 }

  /// What came back for a field.
  enum Reply {
    case text(String)
    case skip
    case back
    case leave
  }

  /// What a person wants done with a finished draft.
  enum Step {
    case write
    case change(String, String)
  }

  /// Asks for a line; `nil` where the person left with Ctrl-D.
  func ask(_ prompt: String) -> String? {
    say("\(prompt): ", terminator: "")
    guard let line = readLine() else {
      say("")
      return nil
    }
    let shown = line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    return String(String.UnicodeScalarView(shown)).trimmingBlanks
  }

  /// Asks for a field until there is an answer: says what it is for, and what it may be, unless it just did.
  func ask(_ question: DraftQuestion, isRepeated: Bool = false) -> Reply {
    let field = question.address.field
    if !isRepeated {
      say("")
      explain("\(field): \(question.shape.purpose ?? "A field of the record.")")
      if let hint = hint(question.shape) { explain("  \(hint)") }
    }
    let prompt = question.isRequired ? "\(field) (required; ? helps)" : "\(field) (Enter: none)"
    while true {
      guard let answer = ask(prompt) else { return .leave }
      switch answer {
      case "<": return .back
      case "?":
        explain(
          "  Enter passes over a field that may be missing, < goes back, Ctrl-D leaves and keeps your answers."
        )
      case "" where question.isRequired:
        complain("An entry cannot do without it; Ctrl-D leaves and keeps your answers.")
      case "": return .skip
      default: return .text(answer)
      }
    }
  }

  /// Shows a finished draft and asks what to do with it; `nil` to leave.
  func review(_ draft: EntryDraft, _ fields: SchemaFields) -> Step? {
    say("")
    NewEntryReport(draft, missing: [], fields).lines(width: 100).forEach { say($0) }
    say("")
    while true {
      guard let answer = ask("Enter writes it; FIELD=VALUE changes a field; Ctrl-D leaves") else {
        return nil
      }
      if answer.isEmpty { return .write }
      if let equals = answer.firstIndex(of: "=") {
        return .change(
          String(answer[..<equals]).trimmingBlanks,
          String(answer[answer.index(after: equals)...]).trimmingBlanks)
      }
      complain("That is not FIELD=VALUE.")
    }
  }

  func explain(_ text: String) { say(text) }

  func complain(_ text: String) { say("  ! \(text)") }

  private func hint(_ shape: FieldShape) -> String? {
    let choices = shape.choices.isEmpty ? shape.itemChoices : shape.choices
    let many = shape.kinds.contains(.list) ? " (several with commas between them)" : ""
    if !choices.isEmpty { return "One of: \(choices.map { "\($0)" }.joined(separator: ", "))\(many)" }
    let examples = shape.examples.map { example in
      example.items.isEmpty ? "\(example)" : example.items.map { "\($0)" }.joined(separator: ", ")
    }
    return examples.isEmpty
      ? (many.isEmpty ? nil : "Several with commas between them")
      : "For example: \(examples.joined(separator: "; "))"
  }

  func say(_ text: String, terminator: String = "\n") {
    let bytes = Array((text + terminator).utf8)
    _ = unsafe write(2, bytes, bytes.count)
  }
}

extension String {
  /// The field's name without its block.
  fileprivate var field: String { hasPrefix("model.") ? String(dropFirst(6)) : self }

  fileprivate var trimmingBlanks: String {
    var text = Substring(self).drop { $0.isWhitespace }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
