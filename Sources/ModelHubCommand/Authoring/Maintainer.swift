import Catalog
import GitHubClient
import GitStore
import Glibc

/// Who is at the keyboard, as the registry knows people: by the addresses of their commits.
enum Maintainer {
  static func login(_ desk: AuthoringDesk) -> String? {
    do {
      let email = try Repository.discover(from: desk.location.path).identity().email
      return try desk.reader.people().0.first { person in
        person.emails.contains { $0.value.lowercased() == email.lowercased() }
      }?.login
    } catch {
      // Outside of a repository, or with nobody configured, there is nothing to suggest.
      return nil
    }
  }
}

/// The variables of the process's environment.
enum Environment {
  static var all: [String: String] {
    var variables: [String: String] = [:]
    var place = unsafe environ
    while let entry = unsafe place.pointee {
      let text = unsafe String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      unsafe place += 1
    }
    return variables
  }

  /// Where the program keeps what it can find out again.
  static var cacheFolder: String {
    let all = all
    // A folder that is not absolute does not count, as the standard for these variables has it.
    if let folder = all["XDG_CACHE_HOME"], folder.hasPrefix("/") { return "\(folder)/modelhub" }
    return "\(all["HOME"] ?? ".")/.cache/modelhub"
  }

  /// The variables for programs that have no business with GitHub.
  static var withoutTokens: [String: String] { TokenSearch.withoutTokens(all) }
}
