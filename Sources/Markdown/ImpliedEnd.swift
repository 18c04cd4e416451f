/// An element that ends by itself when another starts.
///
/// This follows the HTML parser so that the nesting counted here is the nesting that it builds, not
/// so that the page is right: that is the parser's work.
struct ImpliedEnd {
  /// What ends, with all that is open inside.
  let tags: TagSet
  /// Where the search for it stops; nil if only the innermost element can end.
  let scope: TagSet?

  private static let cells: TagSet = [.table, .td, .th, .caption]

  /// What the start of `tag` ends, in that order.
  static func before(_ tag: Tag) -> [ImpliedEnd] {
    let paragraph = ImpliedEnd(tags: [.p], scope: cells)
    switch tag {
    case .li: return [ImpliedEnd(tags: [.li], scope: cells.union([.ul, .ol])), paragraph]
    case .dd, .dt: return [ImpliedEnd(tags: [.dd, .dt], scope: cells.union([.dl])), paragraph]
    case .a: return [ImpliedEnd(tags: [.a], scope: cells)]
    case _ where tag.headingLevel != nil:
      return [paragraph, ImpliedEnd(tags: [.h1, .h2, .h3, .h4, .h5, .h6], scope: nil)]
    case _ where endsParagraph(tag): return [paragraph]
    default: return []
    }
  }

  /// Whether a paragraph cannot hold the element.
  static func endsParagraph(_ tag: Tag) -> Bool {
    tag.isBlock && tag != .br && tableContext(of: tag) == nil
  }

  /// What a part of a table must stand directly in; nil for what is no part of a table.
  ///
  /// All that is open inside ends first, and if nothing of it is open, the part is nowhere.
  static func tableContext(of tag: Tag) -> TagSet? {
    switch tag {
    case .tbody, .thead, .tfoot, .caption: [.table]
    case .tr: [.table, .tbody, .thead, .tfoot]
    case .td, .th: [.table, .tbody, .thead, .tfoot, .tr]
    default: nil
    }
  }
}
