import Catalog
import Documents
import FileTrees
import Review
import SSHSignatures

/// A person on a terminal.
struct PeopleText {
  private let person: Person
  private let authority: Authority

  init(_ person: Person, _ authority: Authority) {
    (self.person, self.authority) = (person, authority)
  }

  var lines: [String] {
    var lines = ["\(person.login)  \(person.displayName)"]
    if let bio = person.bio?.value { lines.append("  \(bio)") }
    lines.append("  roles   \(roles.isEmpty ? "none" : roles.joined(separator: ", "))")
    for email in person.emails { lines.append("  e-mail  \(email.value)") }
    for key in person.keys { lines.append("  key     \(Self.words(key))") }
    return lines
  }

  private var roles: [String] {
    let types = ModelType.allCases.filter {
      authority.approvers(of: .models($0), submittedBy: []).contains(person.login)
    }
    return (authority.isAdmin(person.login) ? ["admin"] : []) + types.map { "reviewer of \($0.rawValue)" }
  }

  private static func words(_ key: SigningKey) -> String {
    var words = [fingerprint(key)]
    if let from = key.validFrom?.value { words.append("from \(from)") }
    if let revoked = key.revoked?.value { words.append("until \(revoked)") }
    if let comment = key.comment?.value { words.append("(\(comment))") }
    return words.joined(separator: " ")
  }

  private static func fingerprint(_ key: SigningKey) -> String {
    do { return try PublicKey(key.key?.value ?? "").fingerprint } catch { return "unreadable" }
  }

  static func document(_ people: [Person], _ authority: Authority) -> Document {
    var builder = DocumentBuilder()
    builder.beginArray()
    for person in people {
      builder.beginObject()
      builder.key("login")
      builder.string(person.login)
      builder.key("roles")
      builder.beginArray()
      for role in PeopleText(person, authority).roles { builder.string(role) }
      builder.end()
      builder.key("profile")
      builder.copy(person.document.rootNode)
      builder.end()
    }
    builder.end()
    return builder.document()
  }
}

/// The file of a public key.
enum PublicKeyFile {
  /// Its line, checked.
  static func line(of path: String) throws -> String {
    guard let bytes = try FolderTree.readFile(path, limit: 64 << 10) else {
      throw CommandError("There is no file ‘\(path)’.")
    }
    return try PublicKey(String(decoding: bytes, as: UTF8.self)).line
  }
}
