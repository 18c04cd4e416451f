import ModelFacts

/// Brings the sources of a model together to specs: one for each format and size, with every hub that has it.
///
/// Repositories of a hub that differ in nothing but the quantization in their ids become one source with
/// `{quantization}` in its id.
struct SpecGrouping {
  /// Whether specs say sizes and carry `model_metadata`, as those of language models do.
  let describesSizes: Bool

  /// The specs, plain weights first, small before large.
  func specs(_ repositories: Repositories) -> [Literal] {
    let sources = repositories.all.flatMap { SourceDraft.sources($0, among: repositories) }
    var groups: [(key: Key, sources: [SourceDraft])] = []
    for source in sources {
      let key = Key(source, describesSizes)
      if let place = groups.firstIndex(where: { $0.key == key }) {
        groups[place].sources.append(source)
      } else {
        groups.append((key, [source]))
      }
    }
    let ordered = groups.enumerated().sorted {
      ($0.element.key, $0.offset) < ($1.element.key, $1.offset)
    }
    return ordered.flatMap { specs($0.element.key, $0.element.sources) }
  }

  private struct Key: Hashable, Comparable {
    let rank: Int
    let millions: Int
    let active: Int
    let format: WeightFormat
    let size: ModelSize?
    let activeSize: ModelSize?

    init(_ source: SourceDraft, _ describesSizes: Bool) {
      rank = WeightFormat.allCases.firstIndex(of: source.format) ?? 0
      format = source.format
      size = describesSizes ? source.size : nil
      activeSize = describesSizes ? source.activeSize : nil
      (millions, active) = (size?.millions ?? 0, activeSize?.millions ?? 0)
    }

    static func < (left: Key, right: Key) -> Bool {
      (left.rank, left.millions, left.active) < (right.rank, right.millions, right.active)
    }
  }

  /// As many specs as the hub with the most sources that cannot be told by one has.
  private func specs(_ key: Key, _ sources: [SourceDraft]) -> [Literal] {
    let byHub = Hub.allCases.compactMap { hub -> (hub: Hub, sources: [Literal])? in
      let own = sources.filter { $0.hub == hub }
      return own.isEmpty ? nil : (hub, merged(own))
    }
    let count = byHub.map(\.sources.count).max() ?? 0
    return (0..<count).map { place in
      let members = byHub.compactMap { hub, sources in
        place < sources.count ? Literal.Member(hub.rawValue, sources[place]) : nil
      }
      return .mapping(head(key) + [.init("model_src", .mapping(members))])
    }
  }

  private func head(_ key: Key) -> [Literal.Member] {
    var members = [Literal.Member("model_format", .string(key.format.rawValue))]
    if let size = key.size { members.append(.init("model_size_in_billions", Self.literal(size))) }
    if let active = key.activeSize {
      members.append(.init("activated_size_in_billions", Self.literal(active)))
    }
    return members
  }

  static func literal(_ size: ModelSize) -> Literal {
    size.isWhole ? .number(size.recordText) : .string(size.recordText)
  }

  private func merged(_ sources: [SourceDraft]) -> [Literal] {
    guard sources.count > 1, sources[0].format != .ggufv2, let template = Self.template(sources) else {
      return sources.map { source in
        var extras: [Literal.Member] = []
        if !source.projectors.isEmpty {
          extras.append(.init("multimodal_projectors", .strings(source.projectors)))
        }
        if let metadata = source.metadata { extras.append(.init("model_metadata", metadata)) }
        return with(extras, source.literal(revision: source.revision))
      }
    }
    let metadata = sources.compactMap { source in
      source.metadata.map { Literal.Member(source.quantizations[0], $0) }
    }
    let extras =
      metadata.isEmpty ? [] : [Literal.Member("model_metadata_by_quantization", .mapping(metadata))]
    // Each repository has a commit of its own, and one field could name only one.
    return [
      with(
        extras,
        sources[0].literal(id: template, revision: nil, quantizations: sources.flatMap(\.quantizations)))
    ]
  }

  private func with(_ extras: [Literal.Member], _ source: Literal) -> Literal {
    describesSizes ? .mapping(source.members + extras) : source
  }

  /// The id with `{quantization}` in it that stands for all, where their quantizations differ and nothing else.
  private static func template(_ sources: [SourceDraft]) -> String? {
    let templates = sources.map { source -> String? in
      guard source.quantizations.count == 1, let range = source.id.ranges(of: source.quantizations[0]).last
      else {
        return nil
      }
      return source.id.replacingCharacters(in: range, with: "{quantization}")
    }
    guard let first = templates[0], templates.allSatisfy({ $0 == first }),
      Set(sources.flatMap(\.quantizations)).count == sources.count
    else { return nil }
    return first
  }
}

extension String {
  func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
