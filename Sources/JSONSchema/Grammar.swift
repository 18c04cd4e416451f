import ECMARegex

/// The grammars of formats, written as the standards write them: small parts, put together.
enum Grammar {
  static let duration = whole(durationText)
  static let email = whole("\(local(atom))@\(domain("[A-Za-z0-9]"))")
  static let idnEmail = whole("\(local(beyondASCII + atom))@\(domain("[A-Za-z0-9\(beyondASCII)]"))")
  static let ipv4 = whole(ipv4Text)
  static let ipv6 = whole(ipv6Text)
  static let uri = whole(URIParts(letters: "", privates: "").uri)
  static let uriReference = whole(URIParts(letters: "", privates: "").reference)
  static let iri = whole(URIParts(letters: ucschar, privates: iprivate).uri)
  static let iriReference = whole(URIParts(letters: ucschar, privates: iprivate).reference)
  static let uuid = whole("\(hex){8}-\(hex){4}-\(hex){4}-\(hex){4}-\(hex){12}")
  static let uriTemplate = whole(templateText)
  static let jsonPointer = whole(pointer)
  static let relativeJSONPointer = whole("(?:0|[1-9]\\d*)(?:[+-](?:0|[1-9]\\d*))?(?:#|\(pointer))")
  /// A host name of letters, digits and hyphens (RFC 1123), not looking at lengths.
  static let hostname = whole("\(hostLabel)(?:\\.\(hostLabel))*")

  /// The expression for a text that is nothing else.
  static func whole(_ pattern: String) -> RegularExpression { expression("^(?:\(pattern))$") }

  /// An expression that is part of this module.
  static func expression(_ pattern: String) -> RegularExpression {
    do throws(PatternError) {
      return try RegularExpression(pattern)
    } catch {
      // All callers pass constants, each of which a test uses.
      preconditionFailure("\(pattern): \(error)")
    }
  }

  private static let hex = "[0-9A-Fa-f]"
  private static let pointer = "(?:/(?:[^/~]|~[01])*)*"
  private static let hostLabel = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"

  // MARK: Durations (RFC 3339, appendix A)

  private static var durationText: String {
    let minutes = "\\d+M(?:\\d+S)?"
    let time = "T(?:\\d+H(?:\(minutes))?|\(minutes)|\\d+S)"
    let months = "\\d+M(?:\\d+D)?"
    let date = "(?:\\d+Y(?:\(months))?|\(months)|\\d+D)(?:\(time))?"
    return "P(?:\(date)|\(time)|\\d+W)"
  }

  // MARK: Mail (RFC 5321, RFC 6531)

  private static let atom = "A-Za-z0-9!#$%&'*+/=?^_`{|}~-"
  private static let beyondASCII = "\\u{80}-\\u{10FFFF}"

  private static func local(_ atom: String) -> String {
    let beyond = atom.hasPrefix(beyondASCII) ? beyondASCII : ""
    return "(?:[\(atom)]+(?:\\.[\(atom)]+)*|\"(?:[ !#-\\[\\]-~\(beyond)]|\\\\[ -~])*\")"
  }

  private static func domain(_ letter: String) -> String {
    let inside = letter.dropLast() + "-]"
    let label = "\(letter)(?:\(inside){0,61}\(letter))?"
    let literal = "\\[(?:\(ipv4Text)|IPv6:(?:\(ipv6Text))|[A-Za-z0-9-]*[A-Za-z0-9]:[!-Z^-~]+)\\]"
    return "(?:\(label)(?:\\.\(label))*|\(literal))"
  }

  // MARK: Addresses (RFC 3986, 3.2.2)

  private static let octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"
  private static let ipv4Text = "\(octet)(?:\\.\(octet)){3}"

  private static var ipv6Text: String {
    let group = "\(hex){1,4}"
    let last = "(?:\(group):\(group)|\(ipv4Text))"
    var forms = ["(?:\(group):){6}\(last)"]
    // A double colon stands for one group at least; with `before` groups at most before it, what follows is fixed.
    for before in 0...7 {
      let head = before == 0 ? "" : "(?:(?:\(group):){0,\(before - 1)}\(group))?"
      let tail =
        switch 5 - before {
        case 0: last
        case -1: group
        case ..<0: ""
        case let rest: "(?:\(group):){\(rest)}\(last)"
        }
      forms.append("\(head)::\(tail)")
    }
    return forms.joined(separator: "|")
  }

  // MARK: URIs (RFC 3986, RFC 3987)

  private static let ucschar: String = {
    let planes = (1...14).map { plane in
      let first = plane == 14 ? "E1000" : String(plane, radix: 16, uppercase: true) + "0000"
      return "\\u{\(first)}-\\u{\(String(plane, radix: 16, uppercase: true))FFFD}"
    }
    return "\\u{A0}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFEF}" + planes.joined()
  }()
  private static let iprivate = "\\u{E000}-\\u{F8FF}\\u{F0000}-\\u{FFFFD}\\u{100000}-\\u{10FFFD}"

  private struct URIParts {
    /// What an IRI allows besides ASCII, and what it allows in queries only.
    let letters: String
    let privates: String

    private var unreserved: String { "A-Za-z0-9._~\(letters)-" }
    private var delimiters: String { "!$&'()*+,;=" }
    private var escape: String { "%\(hex){2}" }
    private var character: String { "(?:[:@\(delimiters)\(unreserved)]|\(escape))" }

    private var authority: String {
      let name = "(?:[\(delimiters)\(unreserved)]|\(escape))*"
      let user = "(?:[:\(delimiters)\(unreserved)]|\(escape))*"
      let future = "[vV]\(hex)+\\.[:\(delimiters)A-Za-z0-9._~-]+"
      return "(?:\(user)@)?(?:\\[(?:\(ipv6Text)|\(future))\\]|\(name))(?::\\d*)?"
    }

    private var afterPath: String {
      "(?:\\?(?:[/?\(privates)]|\(character))*)?(?:#(?:[/?]|\(character))*)?"
    }

    private var slashed: String { "//\(authority)(?:/\(character)*)*|/(?:\(character)+(?:/\(character)*)*)?" }

    var uri: String {
      "[A-Za-z][A-Za-z0-9+.-]*:(?:\(slashed)|\(character)+(?:/\(character)*)*)?\(afterPath)"
    }

    var reference: String {
      let first = "(?:[@\(delimiters)\(unreserved)]|\(escape))+"
      return "\(uri)|(?:\(slashed)|\(first)(?:/\(character)*)*)?\(afterPath)"
    }
  }

  // MARK: Templates (RFC 6570)

  private static var templateText: String {
    let escape = "%\(hex){2}"
    let literal = "[!#$&-;=?-\\[\\]_a-z~\(ucschar)\(iprivate)]|\(escape)"
    let letter = "(?:[A-Za-z0-9_]|\(escape))"
    let variable = "\(letter)(?:\\.?\(letter))*(?::[1-9]\\d{0,3}|\\*)?"
    return "(?:\(literal)|\\{[+#./;?&=,!@|]?\(variable)(?:,\(variable))*\\})*"
  }
}

/// The lengths that RFC 5321 sets.
enum EmailLimits {
  static func areMet(_ text: Span<UInt8>) -> Bool {
    var at = text.count - 1
    while at > 0, text[at] != UInt8(ascii: "@") { at -= 1 }
    return at <= 64 && text.count - at - 1 <= 255
  }
}
