public import Catalog

/// How a site is built, apart from what stands in `hub.yaml`.
public struct SiteOptions: Hashable, Sendable {
  /// The day of the build, which tells what is deprecated and what is over.
  public var today: CalendarDate
  /// The group that the site is for; `nil` is the public site, which no private entry reaches.
  public var audience: String?
  /// Where the site is served, ending in `/`; it overrides the registry's own.
  public var baseURL: String?
  /// How links name a folder's page: `index.html`, so that they work from disk, or empty on a server.
  public var folderPage = "index.html"
  /// How many models a page of a list shows.
  public var pageSize = 100
  /// The branch, and the catalog's folder in it, that links to edit a file lead to.
  public var sourceFolder = "main/catalog/"
  /// The `updated_at` of a record in a download that has none, in seconds since 1970.
  ///
  /// Xinference fails to start on a record without one; the newest wins there, so 0 never overrules a
  /// packaged record.
  public var updatedAtFallback = 0

  /// Makes the options of the public site as it is on a day.
  public init(today: CalendarDate) {
    self.today = today
  }
}

/// Takes whole files of a site.
///
/// Paths are relative to the site's root, with `/` between their parts; none starts with `/` or holds `..`.
public protocol FileSink: ~Copyable {
  /// What a sink throws where it cannot take a file.
  associatedtype Failure: Error

  /// Takes a whole file.
  mutating func write(_ bytes: [UInt8], to path: String) throws(Failure)
}

/// Takes all files of a site, one after another.
public protocol PageSink: FileSink, ~Copyable {
  /// Takes the next piece of a file that is too long for one; pieces of several files may alternate.
  mutating func append(_ bytes: ArraySlice<UInt8>, to path: String) throws(Failure)

  /// Ends a file that came in pieces.
  mutating func finish(_ path: String) throws(Failure)

  /// Keeps bytes that are no file of the site until they are asked for, behind those of the same number.
  mutating func setAside(_ bytes: [UInt8], as number: Int) throws(Failure)

  /// Gives back all that was set aside under a number, and forgets it.
  mutating func takeBack(_ number: Int) throws(Failure) -> [UInt8]

  /// What an earlier build put at a path; nothing where there is no such file.
  mutating func read(_ path: String) throws(Failure) -> [UInt8]?

  /// How long the file is that an earlier build put at a path; nothing where there is none.
  mutating func size(of path: String) throws(Failure) -> Int?

  /// Some bytes of what an earlier build put at a path.
  mutating func read(_ path: String, _ range: Range<Int>) throws(Failure) -> [UInt8]

  /// Takes away what an earlier build put at a path.
  mutating func remove(_ path: String) throws(Failure)
}
