import Catalog
import Digests

/// The names of branches that upstream's own workflows know.
enum BranchName {
  private static let prefix = "chore/models-sync"

  /// The branch of one model, or of many where `name` is nil; a person's branches lie below the login.
  static func of(_ name: String?, login: String?) -> String {
    let last = name.map(safe) ?? "_aggregate"
    guard let login else { return "\(prefix)/\(last)" }
    return "\(prefix)/user-\(word(login))/\(last)"
  }

  /// Tells whether a branch is among those of a login, or, without one, of no person.
  static func isOf(_ branch: String, login: String?) -> Bool {
    guard branch.hasPrefix("\(prefix)/") else { return false }
    let personal = "\(prefix)/user-"
    return login.map { branch.hasPrefix("\(personal)\(word($0))/") } ?? !branch.hasPrefix(personal)
  }

  /// A model's name as git takes it in a branch; most are as they are.
  ///
  /// Git refuses some that are models' names, and `user-…` would stand where people's branches lie: those get
  /// digits that tell them apart.
  private static func safe(_ name: String) -> String {
    let isRefused = name.contains("..") || name.hasSuffix(".") || name.hasSuffix(".lock")
    guard isRefused || name.hasPrefix("user-") || !ModelName.isValid(name) else { return name }
    return "\(word(name))-\(SHA256.hex(Array(name.utf8)).prefix(8))"
  }

  private static func word(_ text: String) -> String {
    let isPlain: (UInt8) -> Bool = { byte in
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        || ModelName.isValid(String(decoding: [byte], as: UTF8.self))
    }
    return String(decoding: text.utf8.map { isPlain($0) ? $0 : UInt8(ascii: "-") }, as: UTF8.self)
  }
}
