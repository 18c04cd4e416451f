import Catalog
import Digests
import Documents

/// What some proposals come to, in 64 hexadecimal digits.
enum ProposalDigest {
  /// Two plans have the same digest if they make the same of the same models, clocks aside.
  static func of(_ proposals: [Proposal]) -> String {
    var hash = SHA256()
    for proposal in proposals {
      hash.update(Array("\(proposal.event == .changed ? "" : proposal.event.rawValue)\0".utf8))
      hash.update(Array("\(proposal.type.rawValue)/\(proposal.name)\0".utf8))
      for record in proposal.records {
        var bytes: [UInt8] = []
        for member in record.members where member.name != RecordContent.clock {
          JSONWriter.appendString(member.key.bytes, to: &bytes)
          JSONWriter.appendCompact(member.value, to: &bytes)
        }
        hash.update(bytes + [0])
      }
      hash.update([0])
    }
    return hash.finish()
  }
}
