import Catalog
import Documents
import FileTrees
import NewRegistry
import TestSupport
import Testing

/// What a new registry starts with, as the catalog's own readers see it.
@Suite struct RegistryDraftTests {
  static func draft(title: String = "Lab", login: String = "ada", name: String = "Ada") throws
    -> RegistryDraft
  {
    let day = try #require(CalendarDate("2026-11-24"))
    let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOQcRuQ9YFmjj4shFQEV48+3IQZnyC+xNpAu6AtuJnpz: a # comment"
    return RegistryDraft(
      title: title, founder: Founder(login: login, name: name, email: "ada@example.org", key: key), day: day)
  }

  static func reader(_ draft: RegistryDraft) throws -> CatalogReader {
    var tree = MemoryTree()
    for file in try draft.files() where file.path.hasPrefix("catalog/") {
      tree.files[String(file.path.dropFirst("catalog/".count))] = file.bytes
    }
    return CatalogReader(tree)
  }

  @Test(
    "whatever the title and the founder's name hold, settings and profile read back as exactly that",
    arguments: [
      "Lab", "a: b # c", "- x", "\"quoted\" \\ 'too'", "{{title}}", "<%title%>", "${{ secrets.X }}", "模型 é 👩🏽‍🔬",
      "yes", "1.0", "&a *b", "@x `y`", "  blanks  ",
    ])
  func hostileWords(text: String) throws {
    let reader = try Self.reader(Self.draft(title: text, name: text))
    let (settings, faults) = try reader.settings()
    #expect(faults.isEmpty)
    #expect(settings.registry.title == text)
    let (people, more) = try reader.people()
    #expect(more.isEmpty)
    #expect(people.map(\.displayName) == [text])
  }

  @Test("the founder has every role, and the key of the founder counts from the day of the start")
  func founderRoles() throws {
    let reader = try Self.reader(Self.draft())
    let (settings, _) = try reader.settings()
    #expect(settings.roles.admins.map(\.value) == ["ada"])
    for type in ModelType.allCases { #expect(settings.roles.reviewers(of: type) == ["ada"], "\(type)") }
    let key = try #require(try reader.people().0.first?.keys.first)
    #expect(key.validFrom?.value == CalendarDate("2026-11-24"))
    #expect(key.comment?.value == "a # comment")
  }

  @Test("CODEOWNERS follows the roles that hub.yaml has, and leaves types without reviewers out")
  func owners() throws {
    var draft = try Self.draft()
    let text = "roles:\n  admins: [ada, cy]\n  reviewers:\n    llm: [lin, marco]\n    audio: [noor]\n"
    draft.roles = try CatalogReader(MemoryTree(texts: ["hub.yaml": text])).settings().0.roles
    let file = try #require(try draft.files().first { $0.path == ".github/CODEOWNERS" })
    let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").filter {
      !$0.hasPrefix("#")
    }
    #expect(lines == ["* @ada @cy", "/catalog/models/llm/ @lin @marco", "/catalog/models/audio/ @noor"])
  }

  @Test("a package is an address and a checksum, and nothing that a shell or a line could take for more")
  func packages() throws {
    let digits = String(repeating: "0af9", count: 16)
    #expect(
      PinnedPackage("https://example.org/a.deb#sha256=\(digits)")?.address == "https://example.org/a.deb")
    for bad in [
      "", "https://example.org/a.deb", "#sha256=\(digits)", "https://x/a.deb#sha256=\(digits.dropLast())",
      "https://x/a.deb#sha256=\(digits.uppercased())", "https://x/a b.deb#sha256=\(digits)",
      "https://x/a.deb\n#sha256=\(digits)", "https://x#sha256=\(digits)#sha256=\(digits)",
    ] {
      #expect(PinnedPackage(bad) == nil, "\(bad)")
    }
  }

  @Test("the files of one forge do not come with those of the other, and all end in one line break")
  func forges() throws {
    var draft = try Self.draft()
    draft.forges = [.gitlab]
    let paths = try draft.files().map(\.path)
    #expect(paths.contains(".gitlab-ci.yml") && !paths.contains { $0.hasPrefix(".github") })
    draft.forges = []
    #expect(try !draft.files().contains { $0.path.contains("git") && $0.path.contains("CODEOWNERS") })
    for file in try Self.draft().files() {
      #expect(file.bytes.last == 0x0A && !file.bytes.suffix(2).elementsEqual([0x0A, 0x0A]), "\(file.path)")
    }
  }
}
