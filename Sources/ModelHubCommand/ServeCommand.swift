import ArgumentParser
import FileTrees
import Glibc
import Jobs
import PreviewServer
import Site

struct ServeCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Look at the site while you edit the catalog.",
    discussion: """
      Builds the site and serves it on this machine only, Xinference's download query included. With --watch every
      change of a file is built at once, and open pages load themselves anew. Ends with Ctrl-C.

      EXAMPLES
        modelhub serve --watch
        modelhub serve --port 0 --audience search-evaluation
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var build: BuildOptions

  @Option(help: "The port; 0 takes any free one.")
  var port = 8000

  @Flag(help: "Build again when a file changes, and reload open pages.")
  var watch = false

  @Option(help: ArgumentHelp("The folder to build into; a temporary one otherwise.", valueName: "dir"))
  var out: String?

  func perform(_ console: Console) throws -> Outcome {
    let location = try CatalogLocation.find(global.catalog)
    let scratch = try Scratch(out)
    defer { scratch.forget(of: location, build.siteOptions, console) }
    guard try rebuild(location, into: scratch.path, console) else { return .findings }
    var server = try PreviewServer(folder: scratch.path, port: port, reloads: watch)
    console.say("http://127.0.0.1:\(server.port)/  (Ctrl-C ends it)")
    Interrupts.begin()
    guard watch else {
      while !Interrupts.arrived { _ = try server.serve(for: .seconds(1)) }
      return .clean
    }
    let folders = [location.path] + SiteTemplatesFolder.folders(besides: location, overlay: build.templates)
    var watcher = try FolderWatcher(folders)
    while !Interrupts.arrived {
      guard try server.serve(for: .seconds(1), watching: watcher.descriptor) else { continue }
      // An editor writes in several steps: wait until it is quiet for a moment.
      while try watcher.drain() { _ = try server.serve(for: .milliseconds(40)) }
      if try rebuild(location, into: scratch.path, console) { server.announceChange() }
    }
    return .clean
  }

  private func rebuild(_ location: CatalogLocation, into path: String, _ console: Console) throws -> Bool {
    let start = ContinuousClock.now
    let files = try SiteTemplatesFolder.files(besides: location, overlay: build.templates)
    let options = build.siteOptions
    var job = try SiteBuild(location, files, options, console)
    job.jobs = UsualJobs.count
    var memory = BuildMemory(of: location, ref: nil, files, options, into: path)
    guard let outcome = try job.run(into: path, &memory) else { return false }
    let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
    console.say(
      "built in \(Int(milliseconds)) ms: \(outcome.written) files written, \(outcome.removed) removed")
    return true
  }
}

/// The folder that a preview is built into, removed at the end where nobody named one.
private final class Scratch {
  let path: String
  private let isTemporary: Bool

  init(_ named: String?) throws {
    isTemporary = named == nil
    if let named {
      path = named
      return
    }
    let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/modelhub-preview-XXXXXX".utf8CString)
    guard let made = unsafe mkdtemp(&template) else {
      throw CommandError("Cannot make a folder in ‘\(base)’: \(systemReason()).")
    }
    path = unsafe String(cString: made)
  }

  /// Forgets what is remembered of a site that is about to go.
  func forget(of location: CatalogLocation, _ options: SiteOptions, _ console: Console) {
    guard isTemporary else { return }
    do {
      try BuildMemory(of: location, ref: nil, [:], options, into: path)?.forget()
    } catch {
      console.say("What was remembered of the preview could not be removed: \(error)")
    }
  }

  deinit {
    if isTemporary { OutputFolder.remove(path) }
  }
}

/// Ctrl-C and a polite end, noticed between two requests.
private enum Interrupts {
  private static let signals = [SIGINT, SIGTERM]

  /// Keeps the signals from ending the process; ``arrived`` tells of them.
  static func begin() {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in signals { unsafe sigaddset(&set, signal) }
    unsafe sigprocmask(SIG_BLOCK, &set, nil)
  }

  static var arrived: Bool {
    var set = sigset_t()
    guard unsafe sigpending(&set) == 0 else { return false }
    return signals.contains { unsafe sigismember(&set, $0) == 1 }
  }
}
