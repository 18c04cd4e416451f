import Catalog
import Diagnostics
import Dispatch
import Glibc
import Site
import Synchronization

/// Renders entries several at a time; what they made comes back in the order in which they were added.
struct RenderingJobs {
  /// A copy of the site for each job, so that none waits for another.
  private var sites: [Site]
  private var waiting: [(entry: Entry, files: EntryFiles, hasOwnFiles: Bool)] = []

  /// How many entries a job gets at once.
  private static let batch = 4

  /// As many as there are processors; more than a few wait for the disk.
  static var usual: Int { min(8, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  init(_ count: Int, _ site: Site) {
    sites = Array(repeating: site, count: count)
  }

  /// Whether there is no second job, and nothing to be gained from rendering apart from writing.
  var isAlone: Bool { sites.count < 2 }

  /// What went wrong in the templates.
  var problems: [Diagnostic] { sites.flatMap(\.problems) }

  /// Adds an entry; gives back what is rendered, which may be that of earlier ones or none.
  ///
  /// One without own files is rendered for what it shares with others.
  mutating func add(_ entry: Entry, _ files: EntryFiles, hasOwnFiles: Bool) -> [RenderedEntry] {
    waiting.append((entry, files, hasOwnFiles))
    return waiting.count < sites.count * Self.batch ? [] : finish()
  }

  /// Renders what waits.
  mutating func finish() -> [RenderedEntry] {
    let (entries, count) = (waiting, sites.count)
    if entries.isEmpty { return [] }
    waiting = []
    let results = Mutex<[Int: (site: Site, rendered: [(Int, RenderedEntry)])]>([:])
    let sites = sites
    DispatchQueue.concurrentPerform(iterations: count) { job in
      var site = sites[job]
      var rendered: [(Int, RenderedEntry)] = []
      for place in stride(from: job, to: entries.count, by: count) {
        let (entry, files, hasOwnFiles) = entries[place]
        if let made = site.render(entry, files, hasOwnFiles: hasOwnFiles) { rendered.append((place, made)) }
      }
      results.withLock { $0[job] = (site, rendered) }
    }
    let done = results.withLock { $0 }
    self.sites = (0..<count).map { done[$0]?.site ?? sites[$0] }
    return done.values.flatMap(\.rendered).sorted { $0.0 < $1.0 }.map(\.1)
  }
}
