import Catalog

/// The files that the lists' script reads: small ones, of which a question needs a few, however many models
/// there are.
///
/// A model is a number here: its place in the lists. `data/facets.json` says what can be asked for, and in
/// which file each answer is: `data/sets/` has the numbers for values of facets, `data/order/` has all numbers
/// in the order of one thing or another, `data/rows/` has what a list shows of a model. Each carries the same
/// mark, which changes with the numbering, so that a page notices when it has read files of two builds.
struct BrowseData {
  /// How many models a file of rows has: a question shows models from all over the catalog.
  static let rowsInFile = 16
  /// How many numbers a file of an order has.
  static let numbersInFile = 2000
  /// How many values of a facet are offered; there is no end to tags.
  static let mostValues = 400
  /// Sets are gathered into files up to this size.
  static let setsFileSize = 20 << 10

  let index: SiteIndex
  let languages: [SiteLanguage]
  /// What the numbering is known by.
  let mark: String

  init(_ index: SiteIndex, _ languages: [SiteLanguage]) {
    self.index = index
    self.languages = languages
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for summary in index.listed {
      for byte in index.text(summary.name) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      hash = (hash ^ UInt64(summary.type.rank + 1)) &* 0x0000_0100_0000_01B3
    }
    mark = String(hash % 2_821_109_907_456, radix: 36)
  }

  /// Writes the files, but for those of which it is known that they are there; gives back the paths, or folders, of these.
  @discardableResult
  func write<Sink: PageSink & ~Copyable>(
    to sink: inout Sink, over standing: StandingPages? = nil
  ) throws(Sink.Failure) -> [String] {
    var kept = try writeRows(to: &sink, over: standing)
    if let standing, standing.hasSameFacets, standing.hasSameOrders {
      kept += ["sets", "order"].map { SitePaths.data + $0 }
      return kept + languages.indices.map(manifestPath)
    }
    let groups = try writeSets(to: &sink)
    let orders = try writeOrders(to: &sink)
    for (number, language) in languages.enumerated() {
      try sink.write(manifest(groups, orders, language), to: manifestPath(number))
    }
    return kept
  }

  private func manifestPath(_ number: Int) -> String {
    SitePaths.data + Self.manifest(of: number == 0 ? nil : languages[number])
  }

  /// The file that says what there is, in a language; `nil` is the one of the site's root.
  static func manifest(of language: SiteLanguage?) -> String {
    language.map { "facets.\($0.tag).json" } ?? "facets.json"
  }

  /// A file of numbers that start over in each, with the mark.
  func file(_ write: (inout JSONText) -> Void) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.key("mark")
      json.string(mark)
      write(&json)
    }
    return json.file()
  }

  private func manifest(
    _ groups: [Group], _ orders: [(order: ListOrder, count: Int)], _ language: SiteLanguage
  ) -> [UInt8] {
    file { json in
      json.key("models")
      json.number(index.listed.count)
      json.key("types")
      json.array { json in
        for type in ModelType.allCases {
          json.array { json in
            json.string(type.rawValue)
            json.number(index.range(of: type).count)
          }
        }
      }
      json.key("rowsInFile")
      json.number(Self.rowsInFile)
      json.key("numbersInFile")
      json.number(Self.numbersInFile)
      json.key("orders")
      json.object { json in
        for order in orders {
          json.key(order.order.name)
          json.number(order.count)
        }
      }
      json.key("groups")
      json.array { json in for group in groups { write(group, language, to: &json) } }
    }
  }

  private func write(_ group: Group, _ language: SiteLanguage, to json: inout JSONText) {
    json.object { json in
      json.key("id")
      json.string(group.facet.name)
      json.key("all")
      json.flag(group.facet.wantsAll)
      json.key("one")
      json.flag(group.facet.isThreshold)
      json.key("bytes")
      json.number(group.bytes)
      json.key("values")
      json.array { json in
        for (number, file) in group.values {
          let value = index.facets.values[number]
          json.array { json in
            json.string(value.key[...])
            json.string(language.label(of: value))
            json.number(value.count)
            json.number(file)
          }
        }
      }
    }
  }
}

// MARK: - Sets

extension BrowseData {
  /// A facet's values, each with the file that has its set.
  private struct Group {
    let facet: Facet
    var values: [(number: Int, file: Int)] = []
    /// The size of all its files.
    var bytes = 0
  }

  private func writeSets<Sink: PageSink & ~Copyable>(to sink: inout Sink) throws(Sink.Failure) -> [Group] {
    var groups: [Group] = []
    // The types are not here: their numbers stand one after another.
    for facet in Facet.allCases where facet != .type {
      let range = index.facets.range(of: facet).prefix(Self.mostValues)
      guard !range.isEmpty else { continue }
      var group = Group(facet: facet)
      var sets: [(number: Int, set: [UInt8])] = []
      var files = 0
      for number in range {
        group.values.append((number, files))
        sets.append((number, runs(of: number)))
        let size = sets.reduce(0) { $0 + $1.set.count }
        guard size >= Self.setsFileSize || number == range.endIndex - 1 else { continue }
        let bytes = file(of: sets)
        group.bytes += bytes.count
        try sink.write(bytes, to: SitePaths.data + "sets/\(facet.name)-\(files).json")
        files += 1
        sets = []
      }
      groups.append(group)
    }
    return groups
  }

  private func file(of sets: [(number: Int, set: [UInt8])]) -> [UInt8] {
    file { json in
      json.key("sets")
      json.object { json in
        for (number, set) in sets {
          // A file's keys are places among the facet's values: texts of any kind would need an escape.
          let start = index.facets.range(of: index.facets.values[number].facet).lowerBound
          json.key(String(number - start))
          json.json(set)
        }
      }
    }
  }

  /// A set as the lengths of its gaps and of its runs by turns, a gap first: `[0,2,7,1]` is 0, 1 and 9.
  private func runs(of value: Int) -> [UInt8] {
    var json = JSONText()
    json.array { json in
      var end = 0
      var run = 0
      for entry in index.facets.entries(of: value) {
        if run > 0, Int(entry) == end + run {
          run += 1
          continue
        }
        if run > 0 { json.number(run) }
        json.number(Int(entry) - end - run)
        end = Int(entry)
        run = 1
      }
      if run > 0 { json.number(run) }
    }
    return json.bytes
  }
}

// MARK: - Rows and orders

extension BrowseData {
  private func writeOrders<Sink: PageSink & ~Copyable>(
    to sink: inout Sink
  ) throws(Sink.Failure) -> [(order: ListOrder, count: Int)] {
    var written: [(order: ListOrder, count: Int)] = []
    for order in ListOrder.allCases {
      let numbers = order.numbers(index)
      written.append((order, numbers.count))
      for (number, start) in stride(from: 0, to: numbers.count, by: Self.numbersInFile).enumerated() {
        let bytes = file { json in
          json.key("numbers")
          json.array { json in
            for number in numbers[start..<min(start + Self.numbersInFile, numbers.count)] {
              json.number(number)
            }
          }
        }
        try sink.write(bytes, to: SitePaths.data + "order/\(order.name)-\(number).json")
      }
    }
    return written
  }

  private func writeRows<Sink: PageSink & ~Copyable>(
    to sink: inout Sink, over standing: StandingPages?
  ) throws(Sink.Failure) -> [String] {
    var kept: [String] = []
    for (number, start) in stride(from: 0, to: index.listed.count, by: Self.rowsInFile).enumerated() {
      let path = SitePaths.data + "rows/\(number).json"
      if let standing, standing.areSame(in: start..<min(start + Self.rowsInFile, index.listed.count)) {
        kept.append(path)
        continue
      }
      let bytes = file { json in
        json.key("rows")
        json.array { json in
          for summary in index.listed[start..<min(start + Self.rowsInFile, index.listed.count)] {
            write(summary, to: &json)
          }
        }
      }
      try sink.write(bytes, to: path)
    }
    return kept
  }

  /// What a list shows: name, type, summary, sizes, context, abilities, formats, licence, day, flags, and the
  /// numbers that lists are ordered by.
  private func write(_ summary: EntrySummary, to json: inout JSONText) {
    json.array { json in
      json.string(index.text(summary.name))
      json.string(summary.type.rawValue)
      json.string(index.text(summary.summary))
      json.string(index.text(summary.sizes))
      json.string(index.text(summary.context))
      json.array { json in
        for ability in index.lines(summary.abilities) { json.string(ability) }
      }
      json.array { json in for format in index.lines(summary.formats) { json.string(format) } }
      json.string(index.text(summary.license))
      json.string(summary.updatedAt.map { CalendarDate(secondsSince1970: $0).description } ?? "")
      json.number((summary.isFeatured ? 1 : 0) + (summary.isDeprecated ? 2 : 0))
      json.number(summary.updatedAt ?? 0)
      json.number(Int(summary.smallest))
      json.number(Int(summary.largest))
      json.number(Int(summary.contextTokens))
    }
  }
}

/// An order that a list can be put in.
enum ListOrder: CaseIterable {
  case name, updated, smallest, largest, context

  var name: String { String(describing: self) }

  /// The listed entries in that order, without those that do not tell.
  func numbers(_ index: SiteIndex) -> [Int] {
    switch self {
    case .name: index.byName
    case .updated: sorted(index) { $0.updatedAt ?? 0 }.reversedByKey()
    case .smallest: sorted(index) { Int($0.smallest) }.byKey()
    case .largest: sorted(index) { Int($0.largest) }.reversedByKey()
    case .context: sorted(index) { Int($0.contextTokens) }.reversedByKey()
    }
  }

  private func sorted(_ index: SiteIndex, _ key: (EntrySummary) -> Int) -> [(key: Int, number: Int)] {
    index.listed.indices.map { (key(index.listed[$0]), $0) }.filter { $0.key > 0 }
  }
}

extension [(key: Int, number: Int)] {
  fileprivate func byKey() -> [Int] { sorted { $0 < $1 }.map(\.number) }

  /// The highest key first; of equal ones the lower number.
  fileprivate func reversedByKey() -> [Int] {
    sorted { ($1.key, $0.number) < ($0.key, $1.number) }.map(\.number)
  }
}
