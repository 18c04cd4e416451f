import ChildProcesses
import FileTrees
import TestSupport
import Testing

/// What a site tells of a registry's history and reviews, and what it does not.
@Suite struct SiteHistoryTests {
  /// A valid private entry with a word of its own wherever one can stand.
  private static func secret(_ context: Int) -> String {
    """
    hub:
      visibility: private
      audience: [insiders]
      license: LicenseRef-xyzzylicense
      tags: [xyzzytag]
      links: {xyzzylabel: "https://xyzzylink.example/"}
      aliases: [xyzzyalias]
    model:
      - version: 2
        model_name: xyzzysecret
        model_lang: [en]
        model_ability: [generate]
        model_description: xyzzydescription of it.
        context_length: \(context)
        model_family: xyzzyfamily
        model_specs:
          - model_format: pytorch
            model_size_in_billions: 7
            model_src:
              huggingface:
                model_id: xyzzyowner/xyzzyid
                model_revision: 0123456789abcdef0123456789abcdef01234567
                quantizations: [none]
        updated_at: 1790000000

    """
  }

  /// A team that published a model, has a review open, and did the same with a private entry.
  private static func team() throws -> ReviewTeam {
    let team = try ReviewTeam(.path)
    for login in ["ada", "lin"] { try team.clone(for: login) }
    func submit(_ name: String, _ text: String, _ message: String) throws {
      let folder = "catalog/models/llm/\(name)"
      try team.write(text, to: "\(folder)/model.yaml", for: "ada")
      try team.write("# \(name)\n\nA model \(name)-readme.\n", to: "\(folder)/README.md", for: "ada")
      try team.modelhub("ada", "review", "submit", name, "-m", message)
    }
    func publish(_ name: String) throws {
      try team.modelhub("lin", "review", "approve", name, "-m", "Matches the card of \(name)")
      try team.modelhub("lin", "review", "publish", name)
      try team.git("ada", "clean", "-qfd")
      try team.git("ada", "checkout", "-q", "--", ".")
      try team.git("ada", "pull", "-q")
    }
    try submit("my-model", ReviewTeam.entry("my-model"), "Add my-model")
    try team.modelhub(
      "lin", "review", "comment", "my-model", "--path", "model.yaml", "--line", "9", "-m", "Is 32k right?")
    try publish("my-model")
    try submit("xyzzysecret", secret(4096), "Add xyzzysecret for xyzzyreason")
    try team.modelhub("lin", "review", "comment", "xyzzysecret", "-m", "xyzzycomment")
    try publish("xyzzysecret")
    try submit("xyzzysecret", secret(8192), "Change xyzzysecret")
    try team.git("ada", "checkout", "-q", "--", ".")
    try submit("my-model", ReviewTeam.entry("my-model", context: 65536), "64k, like xyzzysecret has")
    try team.git("ada", "checkout", "-q", "--", ".")
    try team.modelhub("ada", "review", "list")
    return team
  }

  private static func build(_ team: ReviewTeam, _ out: String, _ words: String...) throws -> FolderTree {
    let all = ["build", "--out", "\(team.folder.path)/\(out)"] + words
    let finished = try ModelHubProgram.run(all, in: "\(team.folder.path)/ada")
    guard finished.status.isSuccess else { throw TestSupportError("build: \(finished.errorText)") }
    return FolderTree("\(team.folder.path)/\(out)")
  }

  private static func files(_ tree: FolderTree) throws -> [String] {
    var files: [String] = []
    func walk(_ folder: String) throws {
      for entry in try tree.entries(in: folder) {
        let path = folder.appendingPath(entry.name)
        if entry.kind == .folder { try walk(path) } else { files.append(path) }
      }
    }
    try walk("")
    return files
  }

  private static func text(_ path: String, _ tree: FolderTree) throws -> String {
    String(decoding: try #require(try tree.read(path), "\(path)"), as: UTF8.self)
  }

  @Test(
    "reviews and history are told to readers, of private entries to their audience alone, and in the same bytes"
  )
  func publicAndPrivate() throws {
    let team = try Self.team()
    let site = try Self.build(team, "public", "--bundle", "\(team.folder.path)/site.tar")
    let files = try Self.files(site)
    for path in files {
      #expect(!path.contains("xyzzy"), "\(path)")
      let text = try Self.text(path, site)
      #expect(
        !text.contains("xyzzy"),
        "\(path): \(text.split(separator: "\n").first { $0.contains("xyzzy") } ?? "")")
      #expect(!text.contains("insiders"), "\(path)")
    }
    let bundle = try team.folder.read("site.tar")
    #expect(bundle.count > 100_000)
    #expect(!String(decoding: bundle, as: UTF8.self).contains("xyzzy"))

    let page = try Self.text("models/detail/my-model/index.html", site)
    #expect(page.contains("id=\"history\"") && page.contains("reviews/llm/my-model/index.html"))
    let review = try Self.text("reviews/llm/my-model/index.html", site)
    #expect(review.contains("submitted") && review.contains("<ins>65536</ins>"))
    #expect(try Self.text("people/ada/index.html", site).contains("reviews/llm/my-model/index.html"))
    #expect(try Self.text("changes/index.html", site).contains(">my-model</a>"))
    #expect(try Self.text("api/v1/changes.json", site).contains("\"name\":\"my-model\",\"kind\":\"added\""))

    let inside = try Self.build(team, "inside", "--audience", "insiders")
    #expect(try Self.text("models/detail/xyzzysecret/index.html", inside).contains("id=\"history\""))
    #expect(try Self.text("reviews/llm/xyzzysecret/index.html", inside).contains("<ins>8192</ins>"))
    #expect(try Self.text("changes/index.html", inside).contains(">xyzzysecret</a>"))

    _ = try Self.build(team, "again", "--bundle", "\(team.folder.path)/again.tar")
    let difference = try Command("diff", ["-r", "public", "again"], folder: team.folder.path).run()
    #expect(difference.outputText == "")
    #expect(try team.folder.read("again.tar") == bundle)
  }

  @Test("a bundle unpacks to the site, name for name and byte for byte")
  func bundle() throws {
    let folder = try TemporaryFolder()
    let long = "m" + String(repeating: "-long-name", count: 12)
    try folder.write(ReviewTeam.entry(long), to: "catalog/models/llm/\(long)/model.yaml")
    try folder.write("hub: {}", to: "catalog/models/llm/\(long)/assets/plän.svg")
    let words = ["build", "--out", "\(folder.path)/site", "--bundle", "\(folder.path)/site.tar"]
    let finished = try ModelHubProgram.run(words, in: folder.path)
    #expect(finished.status.isSuccess, "\(finished.errorText)")
    try folder.makeFolder("unpacked")
    let unpacked = try Command("tar", ["xf", "site.tar", "-C", "unpacked"], folder: folder.path).run()
    #expect(unpacked.status.isSuccess && unpacked.errorText == "")
    let difference = try Command("diff", ["-r", "unpacked/site", "site"], folder: folder.path).run()
    #expect(difference.outputText == "Only in site: .modelhub-site\n")
    #expect(try folder.read("unpacked/site/models/detail/\(long)/assets/plän.svg") == Array("hub: {}".utf8))
  }
}
