public import Catalog
import FileTrees

/// All that a site shows, in short: made in a first pass over the entries, read while pages are written.
///
/// What the site's readers may not see never enters it, so no page that is made from it can tell.
public struct SiteIndex: Sendable {
  /// How the site is built.
  public let options: SiteOptions
  /// The summaries that lists show, by type and then by name without regard to case.
  private(set) var listed: [EntrySummary] = []
  /// The numbers of all listed entries, by name alone.
  private(set) var byName: [Int] = []
  private(set) var people: [PersonSummary] = []
  /// The listed entries by every facet.
  private(set) var facets = FacetTable()
  /// The entries whose end is in sight or past, for the page of those.
  private(set) var ending: [EndingModel] = []
  /// Former names with the models that they lead to, sorted.
  private(set) var aliases: [(alias: String, name: String)] = []

  private var bytes: [UInt8] = []
  private var maintainers: MaintainerTable
  /// The visible names in byte order, to look one up.
  private var names: [String] = []

  /// Starts an index; `people` are those that the catalog knows.
  public init(_ options: SiteOptions, people: [Person] = []) {
    self.options = options
    maintainers = MaintainerTable(people)
  }

  /// Whether the site's readers may see an entry.
  public func shows(_ entry: Entry) -> Bool {
    guard entry.hub.effectiveVisibility == .private else { return true }
    guard let audience = options.audience else { return false }
    return entry.hub.audience.contains { $0.value == audience }
  }

  /// Takes note of an entry; entries come in any order.
  ///
  /// Where ``needsReadme(_:)`` says so, `readme` is what `README.md` holds.
  public mutating func add(_ entry: Entry, readme: [UInt8]? = nil) {
    guard shows(entry) else { return maintainers.noteHidden(entry) }
    names.append(entry.name)
    for alias in entry.hub.aliases where ModelName.isValid(alias.value) {
      aliases.append((alias.value, entry.name))
    }
    if let model = EndingModel(entry, stage(of: entry)) { ending.append(model) }
    guard lists(entry) else { return maintainers.noteHidden(entry) }
    var facts = ModelFacts(entry)
    if let readme { facts.takeDescription(fromReadme: readme) }
    let stage = stage(of: entry)
    facets.add(FacetValues(entry, facts, stage))
    maintainers.note(entry, number: listed.count)
    listed.append(EntrySummary(entry, facts, stage, text: &bytes))
  }

  /// Where an entry stands in its life on the day of the build.
  func stage(of entry: Entry) -> LifecycleStage {
    LifecycleStage(entry.hub.lifecycle, on: options.today)
  }

  /// Whether lists, searches and downloads have an entry: not one that is unlisted, nor one that is over.
  func lists(_ entry: Entry) -> Bool {
    shows(entry) && entry.hub.effectiveVisibility != .unlisted && stage(of: entry) != .expired
  }

  /// Whether lists have to take an entry's one sentence from its README, since its records have none.
  public func needsReadme(_ entry: Entry) -> Bool {
    lists(entry) && !entry.readmes.isEmpty
      && !entry.records.contains { $0.description?.isEmpty == false }
  }

  /// Sorts what was added; the index is then ready for writing pages.
  public mutating func finish() {
    names.sort(by: isOrderedByBytes)
    ending.sort { ($0.type, $0.name) < ($1.type, $1.name) }
    aliases.sort { ($0.alias, $0.name) < ($1.alias, $1.name) }
    var last: String?
    aliases = aliases.filter { alias, _ in
      defer { last = alias }
      return alias != last && !contains(alias)
    }
    let keys = listed.map { NameKey(text($0.name)) }
    let order = listed.indices.sorted { left, right in
      (listed[left].type, keys[left]) < (listed[right].type, keys[right])
    }
    var places = [Int](repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { places[number] = place }
    byName = listed.indices.sorted { keys[$0] < keys[$1] }.map { places[$0] }
    people = maintainers.people(places: places)
    listed = order.map { listed[$0] }
    facets.finish(order: order)
  }

  /// The place of an entry in the lists; nothing where they do not have it.
  func place(of entry: Entry) -> Int? { place(of: entry.type, entry.name) }

  /// The place of the entry of a type and name in the lists.
  func place(of type: ModelType, _ name: String) -> Int? {
    let name = Text(name.utf8)
    let key = NameKey(name)
    let place = listed.firstPlace { ($0.type, NameKey(text($0.name))) >= (type, key) }
    guard place < listed.count, listed[place].type == type, text(listed[place].name) == name else {
      return nil
    }
    return place
  }

  /// The numbers of the listed entries of a type.
  func range(of type: ModelType) -> Range<Int> {
    let start = listed.firstPlace { $0.type >= type }
    return start..<listed.firstPlace { $0.type > type }
  }

  /// Whether readers may know that there is a model of that name.
  public func contains(_ name: String) -> Bool {
    let place = names.firstPlace { !isOrderedByBytes($0, name) }
    return place < names.count && names[place] == name
  }

  /// Whether the site has a page of a person.
  public func hasPage(ofPerson login: String) -> Bool { person(login) != nil }

  /// The person of that login, where they have a page.
  func person(_ login: String) -> Person? {
    let place = people.firstPlace { !isOrderedByBytes($0.person.login, login) }
    guard place < people.count, people[place].person.login == login else { return nil }
    return people[place].person
  }

  /// The characters of a piece of a summary.
  func text(_ piece: EntrySummary.Piece) -> Text { bytes[piece.range] }

  /// The lines of a piece in which each ends with a newline.
  func lines(_ piece: EntrySummary.Piece) -> [Text] { text(piece).split(separator: UInt8(ascii: "\n")) }
}

/// Orders names as readers expect: without regard to case, and where that does not tell, by bytes.
private struct NameKey: Comparable {
  private let folded: [UInt8]
  private let name: Text

  init(_ name: Text) {
    self.name = name
    folded = name.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }

  static func < (left: NameKey, right: NameKey) -> Bool {
    if left.folded != right.folded { return left.folded.lexicographicallyPrecedes(right.folded) }
    return left.name.lexicographicallyPrecedes(right.name)
  }
}

extension Array {
  /// The first index from which on a condition holds, in an array where it holds from some index on.
  func firstPlace(where holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
