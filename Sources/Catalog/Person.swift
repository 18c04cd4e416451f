import Diagnostics
public import Documents

/// A public key that a person signs with.
public struct SigningKey: Sendable {
  /// The key's mapping.
  public let node: Node
  /// The public key, as OpenSSH writes it: type, base 64, and maybe a comment.
  public let key: Located<String>?
  /// The first day on which a signature counts.
  public let validFrom: Located<CalendarDate>?
  /// The first day on which a signature no longer counts.
  public let revoked: Located<CalendarDate>?
  /// What the person calls it.
  public let comment: Located<String>?
}

/// Somebody who submits, reviews or looks after entries: `people/<login>.yaml`.
public struct Person: Sendable {
  /// The file's name without its ending.
  public let login: String
  /// The file.
  public let document: Document
  /// The name that is shown; the login where there is none.
  public let name: Located<String>?
  /// E-mail addresses, as commits carry them.
  public let emails: [Located<String>]
  /// A sentence about the person.
  public let bio: Located<String>?
  /// Links by name.
  public let links: [(name: Located<String>, value: Located<String>)]
  /// Keys, oldest first as a rule.
  public let keys: [SigningKey]

  /// The name that is shown.
  public var displayName: String { name?.value ?? login }

  static func decode(_ document: Document, login: String) -> (Person, [Diagnostic]) {
    var decoder = MappingDecoder(document.rootNode, "A person")
    let name = decoder.string("name")
    let emails = decoder.strings("emails")
    let bio = decoder.string("bio")
    let links = decoder.stringMembers("links")
    var keys: [SigningKey] = []
    if let list = decoder.child("keys") {
      for element in list.elements {
        var nested = MappingDecoder(element, "A key")
        _ = nested.string("type")
        keys.append(
          SigningKey(
            node: element, key: nested.string("key"), validFrom: nested.date("valid_from"),
            revoked: nested.date("revoked"), comment: nested.string("comment")))
        decoder.absorb(nested.finish())
      }
    }
    let person = Person(
      login: login, document: document, name: name, emails: emails, bio: bio, links: links, keys: keys)
    return (person, decoder.finish())
  }
}
