public import Catalog
import Documents
import SourceText

/// Answers of earlier runs: what was found is believed for a week, what was missing for a day.
public struct OnlineCache: Sendable {
  private var days: [String: (isFound: Bool, day: Int)] = [:]
  private let today: Int

  /// An empty cache, for a run on this day.
  public init(today: CalendarDate) {
    self.today = today.daysSince1970
  }

  /// Reads what an earlier run kept; a file that makes no sense is an empty cache.
  public init(_ bytes: [UInt8], today: CalendarDate) {
    self.init(today: today)
    let limits = ReadLimits(bytes: 64 << 20, depth: 8)
    let read = DocumentReader.read(SourceText(path: "", bytes: bytes), as: .json, limits: limits)
    guard let answers = read.document?.rootNode["answers"] else { return }
    for member in answers.members {
      guard let day = member.value["day"]?.int, let isFound = member.value["found"]?.bool else { continue }
      days[member.name] = (isFound, day)
    }
  }

  /// An answer that can still be believed.
  subscript(question: OnlineQuestion) -> OnlineAnswer? {
    get {
      guard let (isFound, day) = days[question.key], (0..<(isFound ? 7 : 1)).contains(today - day) else {
        return nil
      }
      return isFound ? .found : .missing
    }
    set {
      switch newValue {
      case .found: days[question.key] = (true, today)
      case .missing: days[question.key] = (false, today)
      case .unknown, nil: days[question.key] = nil
      }
    }
  }

  /// The file to keep, sorted, without what is too old to be believed.
  func file() -> [UInt8] {
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.key("answers")
    builder.beginObject()
    for (key, answer) in days.sorted(by: { $0.key < $1.key }) where today - answer.day < 7 {
      builder.key(key)
      builder.beginObject()
      builder.key("found")
      builder.bool(answer.isFound)
      builder.key("day")
      builder.number(answer.day)
      builder.end()
    }
    builder.end()
    builder.end()
    return JSONWriter.file(builder.document().rootNode)
  }
}
