/// The data of one page, or of all pages alike: named values, lists and objects in one arena.
///
/// ```swift
/// var page = TemplateData()
/// page["title"] = .text(entry.name)
/// page["readme"] = .html(readme)
/// page.setList("specs", entry.specs) { row, spec in
///   row["format"] = .text(spec.format)
///   row["gated"] = .flag(spec.isGated)
/// }
/// ```
///
/// Setting a name again replaces its value. All texts and fields live in three arrays which `removeAll()`
/// keeps, so a loop over pages allocates nothing once the largest page has been seen. The data of one page
/// stays under 4 GB.
public struct TemplateData: Sendable {
  /// The bytes of every text.
  var bytes: [UInt8] = []
  /// The pieces of HTML: long as a rule, and so held as they were handed in.
  var pieces: [[UInt8]] = []
  /// The fields of finished objects and the items of finished lists, each lot in one piece.
  var closed: [Field] = []
  /// The fields of the objects being written, the outermost first, each sorted by key.
  var open: [Field] = []
  /// Where in `open` the innermost object starts.
  @usableFromInline var start = 0
  var root = Field.root

  /// Makes data without a name in it.
  public init() {}

  /// Makes data of any kind: a text or a list stands there as `{{.}}`, without names.
  public init(_ value: TemplateValue) {
    if case .object(let data) = value {
      self = data
    } else {
      root = field(of: value)
    }
  }

  /// Forgets all values and keeps the memory for the next page.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
    closed.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    start = 0
    root = .root
  }

  /// The value of a name; `.nothing` where it was never set.
  ///
  /// Reading a list or an object copies it.
  public subscript(key: TemplateKey) -> TemplateValue {
    get { open.field(key, in: start..<open.count).map(value(of:)) ?? .nothing }
    set { set(key, to: field(of: newValue)) }
  }

  /// Sets a name to an object that `write` fills.
  @inlinable
  public mutating func setObject<Failure>(
    _ key: TemplateKey, _ write: (inout TemplateData) throws(Failure) -> Void
  ) throws(Failure) {
    let outer = openObject()
    do throws(Failure) { try write(&self) } catch {
      drop(from: start, outer: outer)
      throw error
    }
    closeObject(as: key, outer: outer)
  }

  /// Sets a name to a list of objects, one for each element, which `write` fills.
  @inlinable
  public mutating func setList<Elements: Sequence, Failure>(
    _ key: TemplateKey, _ elements: Elements,
    _ write: (inout TemplateData, Elements.Element) throws(Failure) -> Void
  ) throws(Failure) {
    let first = openCount
    for element in elements {
      let outer = openObject()
      do throws(Failure) { try write(&self, element) } catch {
        drop(from: first, outer: outer)
        throw error
      }
      closeItem(outer: outer)
    }
    closeList(as: key, first: first)
  }
}

extension TemplateData {
  @usableFromInline var openCount: Int { open.count }

  /// Begins an object inside the current one, and returns where that one starts.
  @usableFromInline mutating func openObject() -> Int {
    let outer = start
    start = open.count
    return outer
  }

  @usableFromInline mutating func closeObject(as key: TemplateKey, outer: Int) {
    let field = close(.object, from: start)
    start = outer
    set(key, to: field)
  }

  @usableFromInline mutating func closeItem(outer: Int) {
    open.append(close(.object, from: start))
    start = outer
  }

  @usableFromInline mutating func closeList(as key: TemplateKey, first: Int) {
    set(key, to: close(.list, from: first))
  }

  @usableFromInline mutating func drop(from first: Int, outer: Int) {
    open.removeSubrange(min(first, open.count)...)
    start = outer
  }

  /// Moves what was opened since `first` to `closed`.
  ///
  /// `first` can lie past the end only where a closure emptied the data it was to fill.
  private mutating func close(_ kind: Field.Kind, from first: Int) -> Field {
    let first = min(first, open.count)
    let field = Field(kind: kind, start: UInt32(closed.count), count: UInt32(open.count - first))
    for index in first..<open.count { closed.append(open[index]) }
    open.removeLast(open.count - first)
    return field
  }

  private mutating func set(_ key: TemplateKey, to field: Field) {
    var field = field
    field.key = key
    start = min(start, open.count)
    let place = open.place(of: key, in: start..<open.count)
    if place < open.count, open[place].key == key {
      open[place] = field
    } else {
      open.insert(field, at: place)
    }
  }
}

extension TemplateData: ExpressibleByDictionaryLiteral {
  /// Makes data of the names given.
  public init(dictionaryLiteral fields: (TemplateKey, TemplateValue)...) {
    for (key, value) in fields { self[key] = value }
  }
}

extension TemplateData: Equatable {
  /// Whether both hold the same names and values, in whatever order they were set.
  public static func == (left: TemplateData, right: TemplateData) -> Bool {
    left.contents == right.contents
  }

  private var contents: [TemplateKey: TemplateValue] {
    Dictionary(uniqueKeysWithValues: fields(of: root).map { ($0.key, value(of: $0)) })
  }
}
