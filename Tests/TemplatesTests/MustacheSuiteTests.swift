import Foundation
import Templates
import Testing

@Suite("The Mustache specification", .enabled(if: MustacheSuite.isPresent, "shared/suites is not here"))
struct MustacheSuiteTests {
  @Test("renders every case of a module as the specification does", arguments: MustacheSuite.modules)
  func module(name: String) throws {
    let cases = try MustacheSuite.cases(name)
    #expect(!cases.isEmpty)
    for test in cases {
      var sources = (test.partials ?? [:]).mapValues { Array($0.utf8) }
      sources["(page)"] = Array(test.template.utf8)
      let library = TemplateLibrary(sources, mode: .lenient)
      #expect(library.problems == [], "\(test.name)")
      let template = try #require(library["(page)"])
      var output: [UInt8] = []
      let problems = library.render(template, with: [TemplateData(test.data.value)], into: &output)
      #expect(problems == [], "\(test.name)")
      #expect(String(decoding: output, as: UTF8.self) == test.expected, "\(test.name)")
    }
  }

  @Test("is complete: each file of the suite is tested or named as out of scope")
  func scope() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: MustacheSuite.folder.path)
    let modules = files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
    #expect(modules.sorted() == (MustacheSuite.modules + MustacheSuite.outOfScope).sorted())
  }

  @Test("a dynamic name, which is out of scope, is a problem and not a silent nothing")
  func dynamicNames() throws {
    for test in try MustacheSuite.cases("~dynamic-names") where test.template.contains("{{>*") {
      let library = TemplateLibrary(["page": Array(test.template.utf8)], mode: .lenient)
      #expect(!library.problems.isEmpty, "\(test.name)")
    }
  }
}
