public import Catalog
import Documents
import SourceText

/// A person's file as it is to be: made new, or changed with everything else in it left as it is.
public struct Profile: Sendable {
  /// The login.
  public let login: String
  private let document: Document?
  private var name: String?
  private var emails: [String]
  private var bio: String?
  private var keys: [Key]

  /// A key in a profile.
  struct Key: Hashable, Sendable {
    let line: String
    var validFrom: CalendarDate?
    var revoked: CalendarDate?
    var comment: String?
  }

  /// Starts a new profile; nil where the login cannot be one.
  public init?(login: String, name: String, emails: [String]) {
    guard isLogin(login) else { return nil }
    (self.login, self.name, self.emails) = (login, name, emails)
    (document, bio, keys) = (nil, nil, [])
  }

  /// Starts from somebody's profile.
  public init(_ person: Person) {
    login = person.login
    document = person.document
    (name, bio) = (person.name?.value, person.bio?.value)
    emails = person.emails.map(\.value)
    keys = person.keys.map { key in
      Key(
        line: key.key?.value ?? "", validFrom: key.validFrom?.value, revoked: key.revoked?.value,
        comment: key.comment?.value)
    }
  }

  /// Sets the name that is shown.
  public mutating func set(name: String) { self.name = name }

  /// Sets the sentence about the person.
  public mutating func set(bio: String) { self.bio = bio }

  /// Adds an address; one that is there already is fine.
  public mutating func add(email: String) {
    if !emails.contains(email) { emails.append(email) }
  }

  /// Removes an address.
  public mutating func remove(email: String) { emails.removeAll { $0 == email } }

  /// Adds a key, as the line of a public key's file has it; a key that is there already is left as it is.
  public mutating func add(key line: String, from day: CalendarDate) {
    let words = line.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2, !keys.contains(where: { $0.isSame(as: words) }) else { return }
    keys.append(
      Key(
        line: "\(words[0]) \(words[1])", validFrom: day, revoked: nil,
        comment: words.count > 2 ? words[2] : nil))
  }

  /// Ends, from a day on, every key but the one given.
  public mutating func revokeKeys(except line: String, from day: CalendarDate) {
    let words = line.split(separator: " ").map(String.init)
    for index in keys.indices where !keys[index].isSame(as: words) {
      keys[index].revoked = min(keys[index].revoked ?? day, day)
    }
  }

  /// The file's bytes.
  public var bytes: [UInt8] {
    var builder = DocumentBuilder()
    write(to: &builder)
    let target = builder.document()
    guard let document else { return YAMLWriter.file(target.rootNode) }
    return document.revised(into: target.rootNode, as: .yaml, identityKeys: ["key"])?.bytes
      ?? YAMLWriter.file(target.rootNode)
  }

  // MARK: Writing

  private func write(to builder: inout DocumentBuilder) {
    let known = ["name", "emails", "bio", "keys"]
    let old = document?.rootNode.members.map(\.name) ?? []
    builder.beginObject()
    for key in old + known.filter({ !old.contains($0) }) { write(key, to: &builder) }
    builder.end()
  }

  private func write(_ key: String, to builder: inout DocumentBuilder) {
    switch key {
    case "name": write(key, name, to: &builder)
    case "bio": write(key, bio, to: &builder)
    case "emails": builder.array(key, emails) { $0.string($1) }
    case "keys": builder.array(key, keys) { write($1, to: &$0) }
    default:
      guard let node = document?.rootNode[key] else { return }
      builder.key(key)
      builder.copy(node)
    }
  }

  private func write(_ key: String, _ value: String?, to builder: inout DocumentBuilder) {
    if let value { builder.member(key, value) }
  }

  /// Keeps whatever else an old key says, such as its kind.
  private func write(_ key: Key, to builder: inout DocumentBuilder) {
    let old = document?.rootNode["keys"]?.elements.first { $0["key"]?.string == key.line }
    let names = old?.members.map(\.name) ?? []
    builder.beginObject()
    for name in names + ["key", "valid_from", "revoked", "comment"].filter({ !names.contains($0) }) {
      switch name {
      case "key": builder.member(name, key.line)
      case "valid_from": write(name, key.validFrom?.description, to: &builder)
      case "revoked": write(name, key.revoked?.description, to: &builder)
      case "comment": write(name, key.comment, to: &builder)
      default:
        guard let node = old?[name] else { continue }
        builder.key(name)
        builder.copy(node)
      }
    }
    builder.end()
  }
}

extension Profile.Key {
  fileprivate func isSame(as words: [String]) -> Bool {
    line.split(separator: " ").prefix(2).map(String.init) == Array(words.prefix(2))
  }
}
