/// A range of model sizes, in billions of parameters: people look for a size, not for a number.
struct SizeBand {
  /// Its place, the smallest first.
  let rank: Int

  /// Where bands end and the next begin, in billions.
  private static let limits = [1, 4, 10, 20, 40, 80, 200]

  init(millions: Int) {
    rank = Self.limits.firstIndex { millions < $0 * 1000 } ?? Self.limits.count
  }

  /// The range without words: `4-10`; the last is `200-`.
  var key: Text { Text("\(lower)-\(upper.map(String.init) ?? "")".utf8) }

  /// The range in words: `4 – 10B`.
  var label: Text {
    guard let upper else { return Text("\(lower)B or more".utf8) }
    return rank == 0 ? Text("under \(upper)B".utf8) : Text("\(lower) – \(upper)B".utf8)
  }

  private var lower: Int { rank == 0 ? 0 : Self.limits[rank - 1] }
  private var upper: Int? { rank < Self.limits.count ? Self.limits[rank] : nil }
}
