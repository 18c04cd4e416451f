import ArgumentParser
import Catalog
import DiagnosticReports
import Diagnostics
import FileTrees
import Jobs
import Site
import Validation

struct BuildCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Render the catalog as a static site.",
    discussion: """
      The site works from any web server, below any path, and from disk. Files are replaced one by one, each whole at
      every instant, and only where they differ: new ones first, then changed ones, and what is gone last, so no link
      leads to what is not there yet. With --atomic, the folder is the old site or the new one, and nothing between; it
      then needs room for both. A catalog with errors is not built: its findings are shown.

      What the site was made from is remembered in the user's cache, and only what changed since is read, rendered and
      written. A part (--shard) is always built whole; the first has what all entries share, and all parts in one folder
      are the site.

      EXAMPLES
        modelhub build --out public
        modelhub build --ref review/llm/qwen3 --out preview    without a checkout
        modelhub build --atomic --bundle site.tar
        modelhub build --audience search-evaluation --out internal
        modelhub build --shard 2/4 --out part-2                the second of four
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var build: BuildOptions

  @Option(help: ArgumentHelp("The folder to write to: new, empty, or an earlier build.", valueName: "dir"))
  var out: String = "public"

  @Option(help: ArgumentHelp("Build a branch, tag or commit instead of the files on disk.", valueName: "ref"))
  var ref: String?

  @Flag(help: "Make the whole site beside the folder, and put it in its place in one step.")
  var atomic = false

  @Option(
    help: ArgumentHelp(
      "Check and render so many entries at the same time; as many as there are processors, at most 8, otherwise.",
      valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "Build one part of several: 2/4 is the second of four. All together are the site.", valueName: "i/n"))
  var shard: SitePart?

  @Flag(help: "Build everything, whatever is remembered of the site.")
  var full = false

  @Option(
    help: ArgumentHelp("Write the site as one archive, too: to be read without a server.", valueName: "file"))
  var bundle: String?

  func validate() throws {
    guard (1...64).contains(jobs ?? 1) else { throw ValidationError("--jobs is a number from 1 to 64.") }
    if bundle != nil, shard != nil {
      throw ValidationError("A part of a site is no --bundle; put the parts together first.")
    }
  }

  func perform(_ console: Console) throws -> Outcome {
    let location = try CatalogLocation.find(global.catalog, ref: ref)
    let templates = try SiteTemplatesFolder.files(besides: location, overlay: build.templates)
    let options = build.siteOptions
    var job = try SiteBuild(location, ref: ref, templates, options, console)
    (job.jobs, job.part) = (jobs ?? UsualJobs.count, shard ?? .whole)
    var memory =
      full || shard != nil ? nil : BuildMemory(of: location, ref: ref, templates, options, into: out)
    let outcome = try job.run(into: out, atomic: atomic, &memory)
    guard let outcome else { return .findings }
    if let bundle { try TarArchive.write(out, to: bundle, topFolder: "site") }
    let changes = "\(outcome.written) written, \(outcome.unchanged) unchanged, \(outcome.removed) removed"
    console.say("\(out): \(outcome.written + outcome.unchanged) files (\(changes))")
    return .clean
  }
}

/// The options that `build` and `serve` share.
struct BuildOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Build for a group of readers, its private entries included.", valueName: "group"))
  var audience: String?

  @Option(help: ArgumentHelp("A folder whose files take the place of the templates' own.", valueName: "dir"))
  var templates: String?

  @Option(help: ArgumentHelp("Where the site will be served, for feeds and the sitemap.", valueName: "url"))
  var baseURL: String?

  var siteOptions: SiteOptions {
    var options = SiteOptions(today: Today.date)
    options.audience = audience
    options.baseURL = baseURL.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    return options
  }
}
