import ECMARegex

/// The formats that `format` can ask a string to have.
enum Format: String, CaseIterable, Sendable {
  case dateTime = "date-time"
  case date, time, duration
  case email
  case idnEmail = "idn-email"
  case hostname
  case idnHostname = "idn-hostname"
  case ipv4, ipv6
  case uri
  case uriReference = "uri-reference"
  case iri
  case iriReference = "iri-reference"
  case uuid
  case uriTemplate = "uri-template"
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"
  case regex

  /// Whether a text has the format.
  func accepts(_ text: Span<UInt8>) -> Bool {
    switch self {
    case .date: DateFormats.isDate(text)
    case .time: DateFormats.isTime(text)
    case .dateTime: DateFormats.isDateTime(text)
    case .duration: Grammar.duration.holds(text)
    case .email: Grammar.email.holds(text) && EmailLimits.areMet(text)
    case .idnEmail: Grammar.idnEmail.holds(text) && EmailLimits.areMet(text)
    case .hostname: HostName.isValid(text, isInternational: false)
    case .idnHostname: HostName.isValid(text, isInternational: true)
    case .ipv4: Grammar.ipv4.holds(text)
    case .ipv6: Grammar.ipv6.holds(text)
    case .uri: Grammar.uri.holds(text)
    case .uriReference: Grammar.uriReference.holds(text)
    case .iri: Grammar.iri.holds(text)
    case .iriReference: Grammar.iriReference.holds(text)
    case .uuid: Grammar.uuid.holds(text)
    case .uriTemplate: Grammar.uriTemplate.holds(text)
    case .jsonPointer: Grammar.jsonPointer.holds(text)
    case .relativeJSONPointer: Grammar.relativeJSONPointer.holds(text)
    case .regex: Self.isRegularExpression(text)
    }
  }

  private static func isRegularExpression(_ text: Span<UInt8>) -> Bool {
    do throws(PatternError) {
      try RegularExpression.check(text.string)
      return true
    } catch {
      // Too large to be compiled is not wrong.
      return error.kind == .limit
    }
  }
}

extension Span<UInt8> {
  /// The bytes as a string.
  var string: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for index in indices { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension RegularExpression {
  /// Whether a text matches.
  func holds(_ text: Span<UInt8>) -> Bool { search(text) == .found }
}
