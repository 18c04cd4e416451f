import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

@testable import Validation

/// What the compiler says of rules that lack something: such a rule cannot even be written, much less registered.
@Suite("Registering a rule")
struct RegistrationTests {
  private static let page = """
    RulePage(
      "a-rule", .warning, "Something must hold", what: "Looks at it.", why: "It matters.",
      failing: .readme("no"), passing: .readme("yes"))
    """

  /// Where the modules lie that were built with the tests.
  private static let modules: String = {
    let program = ModelHubProgram.path
    return program.prefix(upTo: program.lastIndex(of: "/") ?? program.startIndex) + "/Modules"
  }()

  /// The compiler's errors for a file with this text; nothing where it compiles.
  private func errors(_ text: String) throws -> [String] {
    let folder = try TemporaryFolder()
    let file = try folder.write("import Diagnostics\nimport Validation\n\(text)\n", to: "Rule.swift")
    var arguments = ["-typecheck", "-swift-version", "6", "-I", Self.modules]
    let sources = SharedData.packageRoot.appending(path: "Sources")
    for name in try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted() {
      let map = sources.appending(path: "\(name)/module.modulemap").path
      if FileManager.default.fileExists(atPath: map) { arguments += ["-Xcc", "-fmodule-map-file=\(map)"] }
    }
    let finished = try Command("swiftc", arguments + [file]).run(timeout: .seconds(300))
    let text = finished.errorText + finished.outputText
    if finished.status.isSuccess { return [] }
    return text.split(separator: "\n").filter { $0.contains("error: ") }.map(String.init)
  }

  @Test("a rule with a whole page compiles")
  func whole() throws {
    #expect(try errors("struct A: Rule { var page: RulePage { \(Self.page) } }") == [])
  }

  @Test(
    "a rule that lacks something does not",
    arguments: [
      (#", failing: .readme("no")"#, "failing"), (#", passing: .readme("yes")"#, "passing"),
      (" .warning,", "severity"), (#", what: "Looks at it.""#, "what"), (#", why: "It matters.""#, "why"),
      (#""a-rule", "#, "#1"),
    ])
  func partial(part: String, name: String) throws {
    let page = Self.page.replacing("\n  ", with: " ").replacing("( \"", with: "(\"")
    let without = page.replacing(part, with: "")
    #expect(without != page)
    #expect(!(try errors("let page = \(without)")).isEmpty, "\(name)")
  }

  @Test("a rule without a page does not")
  func pageless() throws {
    let errors = try errors("struct A: Rule {}")
    #expect(errors.contains { $0.contains("does not conform to protocol 'Rule'") })
  }

  @Test("every rule that stands in a file is registered")
  func listed() throws {
    let root = SharedData.packageRoot.appending(path: "Sources/Validation/Rules").path
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".swift") }
    let texts = try paths.map { try String(contentsOfFile: "\(root)/\($0)", encoding: .utf8) }
    let written = texts.flatMap { text in
      text.matches(of: #/struct (\w+): \w*Rule\b/#).map { String($0.output.1) }
    }
    #expect(written.count > 80)
    #expect(Set(written) == Set(RuleRegistry.all.map { "\(type(of: $0))" }))
  }
}
