import Catalog
import Documents

/// What a commit proves about who made it.
public enum Proof: Hashable, Sendable {
  /// It carries no signature.
  case unsigned
  /// It carries a good signature by this key: `ssh-ed25519 AAAA…`.
  case signed(key: String)
  /// It carries a signature that does not fit it, and why.
  case broken(String)

  /// The key, where the signature is good.
  public var key: String? {
    if case .signed(let key) = self { key } else { nil }
  }
}

/// What the published branch says of whoever is behind an event.
enum Standing: Hashable, Sendable {
  /// A key of the person, good on that day.
  case proved
  /// An address of the person, which anybody can write.
  case claimed
  /// Nobody on record.
  case stranger
}

/// Who is said to have done something, and what speaks for it.
struct Claim: Sendable {
  let actor: String
  let email: String
  let proof: Proof
  /// Seconds since 1970.
  let time: Int64
}

extension Authority {
  /// What speaks for a claim, or why it does not count.
  func standing(of claim: Claim) -> Result<Standing, Fault> {
    if case .broken(let reason) = claim.proof {
      return .failure(.init(.badSignature, "The signature does not fit: \(reason)."))
    }
    guard let person = people[claim.actor] else { return .success(.stranger) }
    switch claim.proof {
    case .signed(let key): return fault(of: key, person, claim).map { .failure($0) } ?? .success(.proved)
    case .unsigned, .broken: break
    }
    if policy.signatures == .required, !person.keys.isEmpty {
      return .failure(
        .init(
          .unsigned,
          "\(person.login) has a key on record and this is not signed with it. Set `user.signingkey`."))
    }
    guard person.emails.contains(where: { $0.value == claim.email }) else {
      return .failure(
        .init(.unknownAddress, "The address ‘\(shown(claim.email))’ is not one of \(person.login)’s."))
    }
    return .success(.claimed)
  }

  /// Why a standing is not enough for a decision; nil when it is.
  func fault(ofDeciding standing: Standing, _ claim: Claim) -> Fault? {
    switch standing {
    case .proved: nil
    case .claimed where policy.signatures == .optional: nil
    case .claimed:
      Fault(
        .unsigned, "\(claim.actor) has no key on record, and decisions are signed here. Add one to people/.")
    case .stranger:
      Fault(.unknownPerson, "There is no ‘\(claim.actor)’ in people/. Join first: `modelhub people join`.")
    }
  }

  private func fault(of key: String, _ person: Person, _ claim: Claim) -> Fault? {
    let own = keys(of: person.login, with: key)
    guard !own.isEmpty else {
      let owners = owners(ofKey: key)
      guard owners.isEmpty else {
        return Fault(.foreignKey, "This is said to be by \(person.login), but the key is \(owners[0])’s.")
      }
      return Fault(.unknownKey, "The key is not one of \(person.login)’s in people/.")
    }
    let day = CalendarDate(secondsSince1970: Int(claim.time))
    if own.contains(where: { $0.isValid(on: day) }) { return nil }
    let revoked = own.compactMap { $0.revoked?.value }.max()
    if let revoked, revoked <= day {
      return Fault(.revokedKey, "\(person.login) revoked this key on \(revoked), and it signed on \(day).")
    }
    let from = own.compactMap { $0.validFrom?.value }.min()
    return Fault(
      .keyNotYetValid,
      "The key is \(person.login)’s only from \(from?.description ?? "later") on, not on \(day).")
  }

  /// An objection that does not know yet which commit it is about.
  struct Fault: Error {
    let rule: ReviewRule
    let sentence: String

    init(_ rule: ReviewRule, _ sentence: String) {
      (self.rule, self.sentence) = (rule, sentence)
    }
  }
}

extension SigningKey {
  /// A date that cannot be read keeps the key from counting at all.
  fileprivate func isValid(on day: CalendarDate) -> Bool {
    func isReadable(_ name: String, _ date: Located<CalendarDate>?) -> Bool {
      date != nil || (node[name].map { $0.kind == .null } ?? true)
    }
    guard isReadable("valid_from", validFrom), isReadable("revoked", revoked) else { return false }
    return (validFrom?.value ?? day) <= day && day < (revoked?.value ?? .distantFuture)
  }
}

extension CalendarDate {
  fileprivate static let distantFuture = CalendarDate(daysSince1970: 2_932_896)
}

/// A text of strangers as a sentence can quote it.
func shown(_ text: String) -> String {
  if text.utf8.count <= 100, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
  return String(
    String.UnicodeScalarView(text.unicodeScalars.prefix(100).map { $0.isPlainText ? $0 : "\u{FFFD}" }))
}

extension Unicode.Scalar {
  fileprivate var isPlainText: Bool {
    ![.control, .format, .lineSeparator, .paragraphSeparator, .privateUse].contains(
      properties.generalCategory)
  }
}
