import ArgumentParser
import Catalog
import Documents
import GitStore
import Review

struct PeopleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people",
    abstract: "Who takes part: join, look somebody up, change your profile or your key.",
    discussion: """
      A person is a file people/LOGIN.yaml in the published catalog; to join is to submit one. What others would call an
      account is this file, your git identity, and the key you sign with.

      EXAMPLES
        modelhub people join kim
        modelhub people show lin
        modelhub people rotate-key
      """,
    subcommands: [
      PeopleJoinCommand.self, PeopleShowCommand.self, PeopleEditCommand.self, PeopleRotateKeyCommand.self,
    ])
}

struct PeopleJoinCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Submit your profile, with the key you sign with.",
    discussion: """
      Name, address and key are those that git knows: `user.name`, `user.email`, `user.signingkey` with
      `gpg.format` ssh. Any reviewer can approve a newcomer; a login that a role waits for needs an admin.

      EXAMPLES
        git config gpg.format ssh && git config user.signingkey ~/.ssh/id_ed25519
        modelhub people join kim -m "I look after the embeddings at work"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @OptionGroup var message: MessageOption
  @Argument(help: "The login you want.") var login: String
  @Option(help: ArgumentHelp("The name to show.", valueName: "name")) var name: String?
  @Option(help: ArgumentHelp("A further address.", valueName: "address")) var email: [String] = []
  @Option(help: ArgumentHelp("One sentence about you.", valueName: "text")) var bio: String?

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let actor = try desk.actor(login: login)
    let person = try desk.registry.authority(at: desk.registry.main()).people[login]
    guard person == nil else {
      throw CommandError("‘\(login)’ is taken. `modelhub people show \(login)` says by whom.")
    }
    guard let key = actor.publicKeyLine else {
      throw CommandError(
        "You sign with no key yet. Make one with `ssh-keygen -t ed25519`, then `git config gpg.format ssh` and "
          + "`git config user.signingkey FILE`.")
    }
    guard
      var profile = Profile(
        login: login, name: name ?? actor.identity.name, emails: [actor.identity.email] + email)
    else { throw CommandError("‘\(login)’ cannot be a login: letters, digits, ‘.’, ‘_’ and ‘-’.") }
    if let bio { profile.set(bio: bio) }
    profile.add(key: key, from: Today.date)
    let text = try message.text()
    let outcome = try desk.submit(
      profile, by: actor, text.isEmpty ? ReviewDesk.text("\(profile.login) joins") : text)
    try SubmissionText(outcome, desk).report(to: console)
    return .clean
  }
}

struct PeopleEditCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Submit a change of your profile.",
    discussion: """
      EXAMPLES
        modelhub people edit --bio "Runs language models for a library"
        modelhub people edit --email lin@mail.example
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @Option(help: ArgumentHelp("The name to show.", valueName: "name")) var name: String?
  @Option(help: ArgumentHelp("One sentence about you.", valueName: "text")) var bio: String?
  @Option(help: ArgumentHelp("A further address.", valueName: "address")) var email: [String] = []
  @Option(help: ArgumentHelp("An address that is yours no more.", valueName: "address")) var removeEmail:
    [String] = []
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("Somebody else; an admin has to approve.", valueName: "login"))
  var login: String?

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let actor = try desk.actor()
    var profile = Profile(try desk.person(login ?? actor.login))
    if let name { profile.set(name: name) }
    if let bio { profile.set(bio: bio) }
    for address in email { profile.add(email: address) }
    for address in removeEmail { profile.remove(email: address) }
    let outcome = try desk.submit(
      profile, by: actor, ReviewDesk.text("Change the profile of \(profile.login)"))
    try SubmissionText(outcome, desk).report(to: console)
    return .clean
  }
}

struct PeopleRotateKeyCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate-key",
    abstract: "Submit a new key and an end for the old ones.",
    discussion: """
      The new key counts from today. The old ones count until the end of today, so that what you sign now is good; with
      --revoked they end on another day. Sign this with an old key. Lost it? An admin does it for you with --for.

      EXAMPLES
        modelhub people rotate-key --key ~/.ssh/new.pub
        modelhub people rotate-key --for lin --key lin.pub --revoked 2026-11-01
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @Option(help: ArgumentHelp("The new public key's file.", valueName: "file")) var key: String
  @Option(help: ArgumentHelp("The first day on which the old keys no longer count.", valueName: "date"))
  var revoked: CalendarDate?
  @Option(name: .customLong("for"), help: ArgumentHelp("Whose key; your own without it.", valueName: "login"))
  var login: String?

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let actor = try desk.actor()
    let line = try PublicKeyFile.line(of: key)
    let end = revoked ?? CalendarDate(daysSince1970: Today.date.daysSince1970 + 1)
    var profile = Profile(try desk.person(login ?? actor.login))
    profile.add(key: line, from: Today.date)
    profile.revokeKeys(except: line, from: end)
    let outcome = try desk.submit(profile, by: actor, ReviewDesk.text("A new key for \(profile.login)"))
    try SubmissionText(outcome, desk).report(to: console)
    return .clean
  }
}

struct PeopleShowCommand: ReviewingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show somebody's profile, roles and keys, as published.",
    discussion: """
      EXAMPLES
        modelhub people show
        modelhub people show lin
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var options: ReviewOptions
  @Argument(help: "The login; all people without one.") var login: String?
  @Flag(help: "Print the profiles as JSON.") var json = false

  func review(at desk: ReviewDesk, _ console: Console) throws -> Outcome {
    let authority = try desk.registry.authority(at: desk.registry.main())
    let people =
      try login.map { [try desk.person($0)] } ?? authority.people.values.sorted { $0.login < $1.login }
    if json {
      console.print(bytes: JSONWriter.file(PeopleText.document(people, authority).rootNode))
    } else {
      for person in people { PeopleText(person, authority).lines.forEach(console.print) }
    }
    return .clean
  }
}

extension ReviewDesk {
  /// Somebody in the published catalog.
  fileprivate func person(_ login: String) throws -> Person {
    let people = try registry.authority(at: registry.main()).people
    guard let person = people[login] else {
      throw CommandError(
        "There is no ‘\(login)’ among the people: \(people.keys.sorted().joined(separator: ", ")).")
    }
    return person
  }

  /// Submits a profile, or revises it where it is under review already.
  fileprivate func submit(
    _ profile: Profile, by actor: Actor, _ text: EventText
  ) throws -> SubmissionOutcome {
    guard let id = ReviewID("people/\(profile.login)") else {
      throw CommandError(Self.badName(profile.login))
    }
    let path = TreePath(
      folder.isEmpty ? "people/\(profile.login).yaml" : "\(folder)/people/\(profile.login).yaml")
    let source = SubmissionSource.files([path: profile.bytes])
    let state = try registry.state(id)
    if state.phase.isOpen, state.round > 0 {
      return try registry.revise(id, from: source, by: actor, saying: text, check: check)
    }
    return try registry.submit(id, from: source, by: actor, saying: text, check: check)
  }
}
