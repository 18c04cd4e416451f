public import Catalog
import FileTrees

extension SiteUpdate {
  /// Writes one of ``entries``.
  public mutating func write<Sink: PageSink & ~Copyable>(
    _ entry: Entry, _ files: EntryFiles, to sink: inout Sink
  ) throws(Sink.Failure) {
    let id = EntryID(type: entry.type, name: entry.name)
    let share = try site.writeOwnFiles(of: entry, files, to: &sink)
    own[id] = share.own
    guard let place = share.place else { return }
    if types.contains(id.type) { downloads[id] = share.download }
    search?.replace(share.terms, of: place)
  }

  /// Writes what changes besides the entries' own files, and gives back what is to be remembered now; nothing where it
  /// turned out that what was remembered is damaged, and the site must be built.
  public mutating func finish<Sink: PageSink & ~Copyable>(
    to sink: inout Sink
  ) throws(Sink.Failure) -> SiteMemory? {
    guard let change = search?.finish(), let rows = extent == .entries && isSameAsBefore ? ([], nil) : rows()
    else { return nil }
    for file in change.files { try sink.write(file.bytes, to: file.path) }
    for path in change.gone { try sink.remove(path) }
    site.downloads.sums = remembered.sums
    for type in ModelType.allCases {
      if types.contains(type) {
        try writeDownload(of: type, to: &sink)
      } else {
        site.keep(SitePaths.download(of: type))
      }
    }
    switch extent {
    case .entries: break
    case .past: try site.writePast(to: &sink)
    case .all: try site.writeShared(BrowseData(index, site.languages), to: &sink)
    }
    for path in rows.gone.union(goneAliases()).sorted() { try sink.remove(path) }
    let reviews = extent == .entries ? remembered.reviews : site.material.reviews.map(\.id)
    return SiteMemory(
      site: rows.table.map {
        RememberedSite.record(
          of: site, own: $0, site.downloads.sums, reviews: reviews,
          timeline: extent == .entries ? remembered.timeline : site.material.timeline.record[...])
      },
      sheets: sheets.isEmpty && dropped.isEmpty ? nil : Array(index.sheets),
      search: change.state == searchState ? nil : change.state.bytes)
  }

  /// The folders that hold the entries' own files: in them only that changes which is written or removed here.
  public var ownFolders: [String] { site.ownFolders }

  /// The folders that hold pages of the past and nothing else.
  public var pastFolders: [String] { site.languages.map { site.folder(of: $0) + "changes" } }

  /// Whether nothing has to go but what was named to the sink: not a page of what lists and facets tell, nor of the past.
  public var leavesAllNames: Bool { site.standing?.isComplete ?? false }

  /// The files, and the folders of files, that are right as they are although nothing was written to them.
  public var keptPaths: Set<String> { site.kept.union(site.ownFolders) }

  /// Writes the download of a type: out of the one that is there, where that is what is remembered of it, else out of
  /// those of its entries.
  private mutating func writeDownload<Sink: PageSink & ~Copyable>(
    of type: ModelType, to sink: inout Sink
  ) throws(Sink.Failure) {
    let path = SitePaths.download(of: type)
    if let pieces = pieces(ofDownload: type), pieces.total == remembered.sums[type]?.bytes,
      try sink.size(of: path) == pieces.total
    {
      for piece in pieces.all {
        switch piece {
        case .file(let file): try site.downloads.append(file, of: type, to: &sink)
        case .former(let range): try site.downloads.append(range, of: path, type, to: &sink)
        }
      }
    } else {
      // In the order in which a build writes entries; lists have them in another.
      let names = index.range(of: type).map { index.id(at: $0).name }.sorted(by: isOrderedByBytes)
      for name in names {
        if let file = downloads[EntryID(type: type, name: name)] {
          try site.downloads.append(file, of: type, to: &sink)
        } else if let file = try sink.read(SitePaths.download(of: type, name: name)) {
          try site.downloads.append(file, of: type, to: &sink)
        }
      }
    }
    try site.downloads.finish(type, to: &sink)
  }

  /// What the download of a type is made of now, and how long the former one was; nothing where a record is damaged.
  private func pieces(ofDownload type: ModelType) -> DownloadPieces? {
    var pieces = DownloadPieces()
    var written = InOrder(own.filter { $0.key.type == type })
    do {
      try remembered.forEachOwn { id, row throws(DamagedRecord) in
        guard id.type == type else { return }
        for files in written.next(upTo: id) where files.isInTypeDownload {
          pieces.add(downloads[EntryID(type: type, name: files.name)] ?? [])
        }
        guard let count = try OwnFiles.shareOfDownload(row) else { return }
        pieces.pass(count, isKept: own[id] == nil && !isGone(id))
      }
    } catch {
      return nil
    }
    for files in written.rest where files.isInTypeDownload {
      pieces.add(downloads[EntryID(type: type, name: files.name)] ?? [])
    }
    return pieces
  }

  /// Whether what is to be remembered of the files that were written is what was.
  private var isSameAsBefore: Bool {
    do {
      return try own.allSatisfy { id, files throws(DamagedRecord) in
        try remembered.own(id)?.record == files.record
      }
    } catch {
      return false
    }
  }

  /// The files that are gone, and what is to be remembered of the entries' own files.
  private func rows() -> (gone: Set<String>, table: RecordWriter?)? {
    let folders = site.languages.map(site.folder(of:))
    var table = RecordWriter()
    var gone: Set<String> = []
    var written = InOrder(own)
    do {
      try remembered.forEachOwn { id, row throws(DamagedRecord) in
        for files in written.next(upTo: id) { table.add(files.record) }
        if let now = own[id] {
          let paths = try OwnFiles(row).paths(languageFolders: folders)
          gone.formUnion(paths.subtracting(now.paths(languageFolders: folders)))
        } else if !isGone(id) {
          table.add(row)
        } else {
          gone.formUnion(try OwnFiles(row).paths(languageFolders: folders))
        }
      }
    } catch {
      return nil
    }
    for files in written.rest { table.add(files.record) }
    for files in own.values { gone.subtract(files.paths(languageFolders: folders)) }
    return (gone, table)
  }

  /// The pages of former names that lead nowhere now.
  private func goneAliases() -> Set<String> {
    let now = Set(index.aliases.map(\.alias))
    let gone = remembered.index.aliases.map(\.alias).filter { !now.contains($0) }
    return Set(
      site.languages.flatMap { language in
        gone.map { site.folder(of: language) + SitePaths.folder(ofModel: $0) + SitePaths.page }
      })
  }
}

extension SiteIndex {
  /// The entry at a place in the lists.
  func id(at place: Int) -> EntryID {
    EntryID(type: listed[place].type, name: text(listed[place].name).string)
  }

  /// The listed entries whose own pages may tell other things of the rest than by another index.
  func neighbours(differingFrom other: SiteIndex) -> Set<EntryID> {
    var ids: Set<EntryID> = []
    for place in listed.indices where !isTold(at: place, by: other) {
      ids.formUnion(nearby(place).map(id(at:)))
    }
    for place in other.listed.indices where !other.isTold(at: place, by: self) {
      ids.formUnion(other.nearby(place).map(other.id(at:)))
    }
    for value in facets.differing(from: other.facets) {
      ids.formUnion(facets.entries(of: value).map { id(at: Int($0)) })
    }
    return ids
  }

  /// The places whose entries can be related to the one at a place.
  private func nearby(_ place: Int) -> ClosedRange<Int> {
    max(0, place - Self.mostRelated)...min(listed.count - 1, place + Self.mostRelated)
  }

  /// Whether pages of other entries say the same of the entry at a place as by another index.
  private func isTold(at place: Int, by other: SiteIndex) -> Bool {
    let own = listed[place]
    guard let there = other.place(of: own.type, name: text(own.name), near: place) else { return false }
    let theirs = other.listed[there]
    return own.isDeprecated == theirs.isDeprecated && text(own.sizes) == other.text(theirs.sizes)
  }

  /// The place of an entry that is likely to be near one.
  func place(of type: ModelType, name: Text, near place: Int) -> Int? {
    for likely in [place, place - 1, place + 1] where listed.indices.contains(likely) {
      if listed[likely].type == type, text(listed[likely].name) == name { return likely }
    }
    return self.place(of: type, name.string)
  }
}

extension FacetTable {
  /// The numbers of the values that pages of entries show in another way than by another table.
  fileprivate func differing(from other: FacetTable) -> [Int] {
    if values.elementsEqual(other.values, by: { $0.isLike($1) }) { return [] }
    var known: [ValueKey: FacetValue] = [:]
    for value in other.values { known[ValueKey(facet: value.facet, key: value.key)] = value }
    return values.indices.filter { number in
      let value = values[number]
      guard let old = known[ValueKey(facet: value.facet, key: value.key)] else { return true }
      return old.label != value.label || old.slug != value.slug || old.rank != value.rank
    }
  }
}
