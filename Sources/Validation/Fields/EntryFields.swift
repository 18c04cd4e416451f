import Catalog
import Documents

/// A mapping whose keys have been looked at.
struct FieldMapping {
  /// The mapping.
  let node: NodeID
  /// Where its known members stand among all slots.
  fileprivate let slots: Range<Int>
}

/// A record with what rules ask about most.
struct RecordFields {
  let mapping: FieldMapping
  /// Its abilities, those that are known.
  let abilities: WordSet
  /// Its own specs and sources, as positions.
  let specs: Range<Int>
  /// All its sources, those of its specs included.
  let sources: Range<Int>
  /// The packages of its virtual environment and of those of its specs, as positions.
  let packages: Range<Int>
}

/// A spec of a record that has `model_specs`.
struct SpecFields {
  let mapping: FieldMapping
  /// The format, where it is a known one.
  let format: Word?
  /// Its sources, as positions.
  let sources: Range<Int>
  /// The position of its record.
  let record: Int
}

/// A source of a spec, or of a record without specs.
struct SourceFields {
  /// The hub's name.
  let hub: NodeID
  /// The hub, where it is a known one.
  let hubWord: Word?
  let mapping: FieldMapping
  /// The position of its spec.
  let spec: Int?
  /// The position of its record.
  let record: Int
}

/// The known fields of an entry's records, specs and sources, found in one walk: rules ask for a field by a
/// comparison of bytes, not by a search among strings.
struct EntryFields {
  let document: Document
  private(set) var records: [RecordFields] = []
  private(set) var specs: [SpecFields] = []
  private(set) var sources: [SourceFields] = []
  private(set) var packages: [PackageMarker] = []
  private var slots: [(field: Field, key: NodeID)] = []

  init(_ entry: Entry) {
    document = entry.document
    slots.reserveCapacity(128)
    for record in entry.records { add(record: record.node.id) }
  }

  /// The value of a field of a mapping, `null` included; `nil` where the key is not there.
  func value(_ field: Field, of mapping: FieldMapping) -> NodeID? {
    key(field, of: mapping).map(document.value(ofKey:))
  }

  /// The key of a field in a mapping.
  func key(_ field: Field, of mapping: FieldMapping) -> NodeID? {
    for slot in mapping.slots where slots[slot].field == field { return slots[slot].key }
    return nil
  }

  /// The value of a field of a mapping, unless it is `null`.
  func given(_ field: Field, of mapping: FieldMapping) -> NodeID? {
    guard let value = value(field, of: mapping), document.kind(of: value) != .null else { return nil }
    return value
  }

  /// The value that Xinference uses for a source: the source's own, else its spec's, else its record's.
  func given(_ field: Field, for source: SourceFields) -> NodeID? {
    if let own = given(field, of: source.mapping) { return own }
    if let spec = source.spec, let value = given(field, of: specs[spec].mapping) { return value }
    return given(field, of: records[source.record].mapping)
  }

  // MARK: The walk

  private mutating func add(record: NodeID) {
    let mapping = index(record)
    let (firstSpec, firstSource) = (specs.count, sources.count)
    if let list = value(.modelSpecs, of: mapping), document.kind(of: list) == .array {
      forEachElement(of: list) { fields, spec in fields.add(spec: spec) }
    }
    let ownSources = value(.modelSrc, of: mapping)
    if let ownSources { add(sources: ownSources, spec: nil) }
    let firstPackage = packages.count
    addPackages(of: mapping)
    for spec in firstSpec..<specs.count { addPackages(of: specs[spec].mapping) }
    records.append(
      RecordFields(
        mapping: mapping, abilities: words(value(.modelAbility, of: mapping)),
        specs: firstSpec..<specs.count, sources: firstSource..<sources.count,
        packages: firstPackage..<packages.count))
  }

  private mutating func addPackages(of mapping: FieldMapping) {
    guard let environment = value(.virtualenv, of: mapping),
      let list = document.value("packages", in: environment)
    else { return }
    for element in elements(of: list) { packages.append(PackageMarker(element, document.bytes(of: element))) }
  }

  private mutating func add(spec: NodeID) {
    guard document.kind(of: spec) == .object else { return }
    let mapping = index(spec)
    let firstSource = sources.count
    if let node = value(.modelSrc, of: mapping) { add(sources: node, spec: specs.count) }
    let format = value(.modelFormat, of: mapping).flatMap(word)
    specs.append(
      SpecFields(
        mapping: mapping, format: format, sources: firstSource..<sources.count, record: records.count))
  }

  private mutating func add(sources node: NodeID, spec: Int?) {
    guard document.kind(of: node) == .object else { return }
    var hub = document.firstChild(of: node)
    let end = document.end(of: node)
    while hub < end {
      let source = document.value(ofKey: hub)
      if document.kind(of: source) == .object {
        sources.append(
          SourceFields(
            hub: hub, hubWord: word(hub), mapping: index(source), spec: spec, record: records.count))
      }
      hub = document.next(after: source)
    }
  }

  private mutating func index(_ object: NodeID) -> FieldMapping {
    let first = slots.count
    var key = document.firstChild(of: object)
    let end = document.end(of: object)
    while key < end {
      if let field = Field.table.key(document.bytes(of: key)) { slots.append((field, key)) }
      key = document.next(after: document.value(ofKey: key))
    }
    return FieldMapping(node: object, slots: first..<slots.count)
  }

  private mutating func forEachElement(of list: NodeID, _ body: (inout EntryFields, NodeID) -> Void) {
    var element = document.firstChild(of: list)
    let end = document.end(of: list)
    while element < end {
      body(&self, element)
      element = document.next(after: element)
    }
  }
}

extension EntryFields {
  /// The word that a string is, where it is a known one.
  func word(_ node: NodeID) -> Word? {
    document.kind(of: node) == .string ? Word.table.key(document.bytes(of: node)) : nil
  }

  /// The known words in a list.
  func words(_ list: NodeID?) -> WordSet {
    var words = WordSet()
    guard let list, document.kind(of: list) == .array else { return words }
    var element = document.firstChild(of: list)
    let end = document.end(of: list)
    while element < end {
      if let word = word(element) { words.insert(word) }
      element = document.next(after: element)
    }
    return words
  }

  /// The element of a list that is that word.
  func element(_ word: Word, in list: NodeID) -> NodeID? {
    elements(of: list).first { self.word($0) == word }
  }

  /// The elements of a list; nothing for other kinds.
  func elements(of list: NodeID) -> ElementIDs {
    ElementIDs(document, list)
  }

  /// Tells whether two scalars have the same text.
  func haveSameText(_ left: NodeID, _ right: NodeID) -> Bool {
    document.haveSameText(left, right)
  }
}

/// Walks the elements of an array as ids.
struct ElementIDs: Sequence, IteratorProtocol {
  private let document: Document
  private var current: NodeID
  private let end: NodeID

  init(_ document: Document, _ list: NodeID) {
    self.document = document
    end = document.end(of: list)
    current = document.kind(of: list) == .array ? document.firstChild(of: list) : end
  }

  mutating func next() -> NodeID? {
    guard current < end else { return nil }
    defer { current = document.next(after: current) }
    return current
  }
}
