import Catalog
import FileTrees

/// A person with the listed entries that they look after.
struct PersonSummary: Sendable {
  let person: Person
  /// Numbers of listed entries, in the order of lists.
  var entries: [Int] = []
}

/// Who looks after which entries, while those are being read.
struct MaintainerTable: Sendable {
  private var people: [PersonSummary]
  private var numbers: [String: Int]
  /// Who looks after an entry that lists do not show.
  private var hidden: Set<Int> = []

  init(_ people: [Person]) {
    let sorted = people.sorted { isOrderedByBytes($0.login, $1.login) }
    self.people = sorted.map { PersonSummary(person: $0) }
    numbers = Dictionary(
      sorted.enumerated().map { ($0.element.login, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func note(_ maintainers: [String], number: Int) {
    for maintainer in maintainers {
      guard let person = numbers[maintainer], people[person].entries.last != number else { continue }
      people[person].entries.append(number)
    }
  }

  mutating func noteHidden(_ maintainers: [String]) {
    for maintainer in maintainers {
      if let person = numbers[maintainer] { hidden.insert(person) }
    }
  }

  /// The people who have a page, by login; `places` are the entries' numbers after sorting.
  ///
  /// Who is known for hidden entries only has none: the page would tell that there is something hidden.
  func people(places: [Int]) -> [PersonSummary] {
    people.enumerated().compactMap { number, summary in
      guard !summary.entries.isEmpty || !hidden.contains(number) else { return nil }
      var summary = summary
      summary.entries = summary.entries.map { places[$0] }.sorted()
      return summary
    }
  }
}
