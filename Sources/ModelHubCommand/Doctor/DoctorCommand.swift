import ArgumentParser
import Documents

struct DoctorCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look whether everything that modelhub works with is in place.",
    discussion: """
      Who git says you are, the key you sign with, tokens, the remote, libraries and programs, and the catalog. Each
      finding names the command that mends it. Nothing is sent anywhere; with --online the remote and GitHub are asked
      as well. With --json, an array of {check, state, message, remedy}. The exit code is 1 where there is a problem.

      EXAMPLES
        modelhub doctor
        modelhub doctor --online
      """)

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Ask the remote, and GitHub about your tokens.")
  var online = false

  @Flag(help: "Print what was found as JSON.")
  var json = false

  func perform(_ console: Console) throws -> Outcome {
    var checkups = ProgramCheckups.all()
    checkups += IdentityCheckups(catalog: global.catalog).all()
    checkups += RepositoryCheckups(catalog: global.catalog, console: console).all(asking: online)
    checkups += TokenCheckups.all(asking: online)
    checkups += CatalogCheckups(catalog: global.catalog, console: console).all()
    if json {
      console.print(bytes: JSONWriter.file(Checkup.document(checkups).rootNode))
    } else {
      for checkup in checkups { Self.lines(of: checkup).forEach(console.print) }
    }
    return checkups.contains { $0.state == .problem } ? .findings : .clean
  }

  private static func lines(of checkup: Checkup) -> [String] {
    let mark =
      switch checkup.state {
      case .good: "✓"
      case .warning: "!"
      case .problem: "✗"
      }
    return ["\(mark) \(checkup.message)"] + (checkup.remedy.map { ["    \($0)"] } ?? [])
  }
}
