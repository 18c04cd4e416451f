import Catalog
import GitStore
import SSHSignatures

/// Who is at work, as git and the catalog know them.
struct IdentityCheckups {
  let catalog: String

  func all() -> [Checkup] {
    let facts: GitFacts
    do { facts = try GitFacts(around: ".") } catch {
      return [
        .problem(
          "signing", "The key to sign with cannot be used. \(error)",
          remedy: "git config user.signingkey FILE")
      ]
    }
    return [identity(facts), signing(facts)] + person(facts)
  }

  private func identity(_ facts: GitFacts) -> Checkup {
    guard let identity = facts.identity else {
      return .problem(
        "identity", "Git does not know who you are.",
        remedy: "git config --global user.name NAME && git config --global user.email ADDRESS")
    }
    return .good("identity", "You are \(identity)")
  }

  private func signing(_ facts: GitFacts) -> Checkup {
    guard let line = facts.publicKey else {
      return .warning(
        "signing", "You sign with no SSH key: what you approve will not count.",
        remedy: "git config gpg.format ssh && git config user.signingkey ~/.ssh/id_ed25519")
    }
    do { return .good("signing", "You sign with \(try PublicKey(line))") } catch {
      return .problem("signing", "\(error)", remedy: "git config user.signingkey FILE")
    }
  }

  /// How the catalog knows the person at work; nothing where there is no catalog.
  private func person(_ facts: GitFacts) -> [Checkup] {
    let people: [Person]
    do { people = try CatalogLocation.find(catalog).reader().people().0 } catch { return [] }
    let key = facts.publicKey.map(Self.withoutComment)
    let owners = people.filter { person in
      person.keys.contains { $0.key.map { Self.withoutComment($0.value) } == key }
    }
    if let key, let person = owners.first {
      let entry = person.keys.first { $0.key.map { Self.withoutComment($0.value) } == key }
      if let revoked = entry?.revoked?.value, revoked <= Today.date {
        return [
          .problem(
            "person", "Your key does not count since \(revoked).",
            remedy: "modelhub people rotate-key --key FILE")
        ]
      }
      return [.good("person", "The registry knows your key as that of \(person.login)")]
    }
    let named = people.first { person in
      person.login == facts.login || person.emails.contains { $0.value == facts.identity?.email }
    }
    guard let named else {
      return [
        .warning(
          "person", "The registry does not know you: you can submit, not approve.",
          remedy: "modelhub people join LOGIN")
      ]
    }
    guard facts.publicKey != nil else {
      return [.good("person", "The registry knows your address as that of \(named.login)")]
    }
    return [
      .warning(
        "person", "The registry knows \(named.login), and not the key you sign with.",
        remedy: "modelhub people rotate-key --key FILE")
    ]
  }

  private static func withoutComment(_ line: String) -> String {
    line.split(separator: " ").prefix(2).joined(separator: " ")
  }
}
