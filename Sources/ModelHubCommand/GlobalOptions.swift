import ArgumentParser
import Glibc

/// When to colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in DIR.", valueName: "dir"))
  var directory: String?

  @Option(help: ArgumentHelp("The catalog's folder; looked for upwards.", valueName: "dir"))
  var catalog: String = "catalog"

  @Flag(name: [.short, .long], help: "Say nothing but results and errors.")
  var quiet = false

  @Option(help: ArgumentHelp("Colour the output: auto, always or never.", valueName: "when"))
  var color: ColorChoice = .auto
}

/// A command that does its work in `perform`, in the folder that was asked for.
protocol CatalogCommand: ParsableCommand {
  var global: GlobalOptions { get }
  /// Does the work; results go to the console, faults of the world are thrown.
  func perform(_ console: Console) throws -> Outcome
}

/// How a command ended, as its exit code says.
enum Outcome: Int32 {
  case clean = 0
  case findings = 1
  case failed = 2
}

extension CatalogCommand {
  func run() throws {
    let console = Console(quiet: global.quiet, color: global.color)
    let outcome: Outcome
    do {
      if let directory = global.directory, unsafe chdir(directory) != 0 {
        throw CommandError("Cannot change to ‘\(directory)’: \(systemReason()).")
      }
      outcome = try perform(console)
    } catch {
      console.flush()
      console.fail("\(error)")
      throw ExitCode(Outcome.failed.rawValue)
    }
    console.flush()
    if outcome != .clean { throw ExitCode(outcome.rawValue) }
  }
}

/// A fault of the world that a command itself notices.
struct CommandError: Error, CustomStringConvertible {
  /// A sentence that says what went wrong and what to do.
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// What the system says of the last call that failed, in lower case.
func systemReason() -> String { unsafe String(cString: strerror(errno)).lowercased() }
