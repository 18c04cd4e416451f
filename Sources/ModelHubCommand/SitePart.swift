import ArgumentParser

/// One of several parts of a site, which are built apart and make the site together.
struct SitePart: Equatable {
  /// From 0.
  let number: Int
  let count: Int

  /// All of it.
  static let whole = SitePart(number: 0, count: 1)

  /// Whether it is the part that has all that entries share.
  var isFirst: Bool { number == 0 }

  /// Whether it has the own files of the entry at a place in the catalog.
  func has(_ place: Int) -> Bool { place % count == number }
}

extension SitePart: ExpressibleByArgument {
  /// Reads `2/4`: the second of four.
  init?(argument: String) {
    let numbers = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1], number >= 1, number <= count,
      count <= 1000
    else { return nil }
    self.init(number: number - 1, count: count)
  }
}
