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
  /// The names of the entries that the site's readers may not see, and may not be told of.
  public private(set) var hidden: Set<String> = []
  /// Former names with the models that they lead to, sorted.
  private(set) var aliases: [(alias: String, name: String)] = []

  private var added = RecordWriter()
  /// The sheets of an index that was read; a part of the record itself, since few need them.
  private var read = Text()
  private var bytes: [UInt8] = []
  private var maintainers: MaintainerTable
  /// The visible names in byte order, to look one up.
  private var names: [String] = []

  /// Starts an index; `people` are those that the catalog knows.
  public init(_ options: SiteOptions, people: [Person] = []) {
    self.options = options
    maintainers = MaintainerTable(people)
  }

  /// Takes note of an entry; entries come in any order.
  public mutating func add(_ sheet: IndexSheet) { add(sheet, sheet.record[...]) }

  /// Takes note of an entry whose sheet was read from a record.
  mutating func add(_ sheet: IndexSheet, _ record: Text) {
    added.add(record)
    guard sheet.isShown else {
      hidden.insert(sheet.name)
      return maintainers.noteHidden(sheet.maintainers)
    }
    names.append(sheet.name)
    for alias in sheet.aliases { aliases.append((alias, sheet.name)) }
    if let model = sheet.ending { ending.append(model) }
    guard let facts = sheet.listing else { return maintainers.noteHidden(sheet.maintainers) }
    facets.add(facts.values)
    maintainers.note(sheet.maintainers, number: listed.count)
    listed.append(EntrySummary(sheet.type, sheet.name, facts, text: &bytes))
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

// MARK: - Remembered

extension SiteIndex {
  /// Puts another sheet of an entry in the place of a former one, of an index that is finished; false where more than
  /// the entry's row differs, and nothing was done.
  mutating func replace(_ former: IndexSheet, with sheet: IndexSheet) -> Bool {
    guard sheet.isShown, sheet.tellsOthers(asMuchAs: former), let facts = sheet.listing,
      let place = place(of: sheet.type, sheet.name)
    else { return false }
    var texts: [UInt8] = []
    let row = EntrySummary(sheet.type, sheet.name, facts, text: &texts)
    let range = listed[place].range
    for other in listed.indices where listed[other].range.lowerBound > range.lowerBound {
      listed[other].move(by: texts.count - range.count)
    }
    listed[place] = row
    listed[place].move(by: range.lowerBound)
    bytes.replaceSubrange(range, with: texts)
    return true
  }

  /// Takes the records of the sheets that it is made of now.
  mutating func take(sheets: [UInt8]) { (added, read) = (RecordWriter(), sheets[...]) }

  /// The records of the sheets that it was made of, in the order in which they came.
  var sheets: Text { read.isEmpty ? added.bytes[...] : read }

  /// Gives the records of the sheets that came since the last time away: together as many bytes as all else, and of
  /// no use to whoever writes pages.
  public mutating func takeSheets() -> [UInt8] { added.take() }

  /// Writes an index that is finished, piece by piece; of people only who has a page, and for which entries.
  func write(to writer: inout RecordWriter, handing handOn: ([UInt8]) -> Void) {
    writer.add(bytes.count)
    handOn(writer.take())
    handOn(bytes)
    writer.add(list: listed) { $1.write(to: &$0) }
    handOn(writer.take())
    writer.add(list: byName) { $0.add($1) }
    writer.add(list: names) { $0.add($1) }
    handOn(writer.take())
    writer.add(list: hidden.sorted()) { $0.add($1) }
    writer.add(list: aliases) {
      $0.add($1.alias)
      $0.add($1.name)
    }
    writer.add(list: ending) { $1.write(to: &$0) }
    writer.add(list: people) {
      $0.add($1.person.login)
      $0.add(list: $1.entries) { $0.add($1) }
    }
    handOn(writer.take())
    facets.write(to: &writer)
    handOn(writer.take())
  }

  /// Reads an index; `people` are those that the catalog knows.
  init(
    _ reader: inout RecordReader, sheets: [UInt8], _ options: SiteOptions, people known: [Person]
  ) throws(DamagedRecord) {
    self.init(options, people: known)
    read = sheets[...]
    bytes = Array(try reader.bytes())
    let textCount = bytes.count
    listed = try reader.list { reader throws(DamagedRecord) in
      try EntrySummary(&reader, textCount: textCount)
    }
    byName = try reader.places(below: listed.count)
    names = try reader.texts()
    hidden = Set(try reader.texts())
    aliases = try reader.list { reader throws(DamagedRecord) in (try reader.text(), try reader.text()) }
    ending = try reader.list(EndingModel.init)
    let byLogin = Dictionary(known.map { ($0.login, $0) }, uniquingKeysWith: { first, _ in first })
    let count = listed.count
    people = try reader.list { reader throws(DamagedRecord) in
      guard let person = byLogin[try reader.text()] else { throw DamagedRecord() }
      return PersonSummary(person: person, entries: try reader.places(below: count))
    }
    facets = try FacetTable(&reader)
  }
}

extension RecordReader {
  /// Places in a list of so many elements.
  fileprivate mutating func places(below count: Int) throws(DamagedRecord) -> [Int] {
    try list { reader throws(DamagedRecord) in
      let place = try reader.number()
      guard (0..<count).contains(place) else { throw DamagedRecord() }
      return place
    }
  }
}

/// Orders names as readers expect: without regard to case, and where that does not tell, by bytes.
private struct NameKey: Comparable {
  private let name: Text

  init(_ name: Text) {
    self.name = name
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  static func < (left: NameKey, right: NameKey) -> Bool {
    let (left, right) = (left.name, right.name)
    for distance in 0..<min(left.count, right.count) {
      let (own, other) = (
        folded(left[left.startIndex + distance]), folded(right[right.startIndex + distance])
      )
      if own != other { return own < other }
    }
    return left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
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
