import Catalog
import Testing

@Suite struct CalendarDateTests {
  @Test("days count both ways over leap years and centuries")
  func dayNumbers() throws {
    for (text, days) in [("1970-01-01", 0), ("2000-02-29", 11016), ("2026-11-24", 20781), ("1969-12-31", -1)]
    {
      let date = try #require(CalendarDate(text))
      #expect(date.daysSince1970 == days)
      #expect(CalendarDate(daysSince1970: days) == date)
      #expect(date.description == text)
    }
    for days in stride(from: -700_000, through: 2_900_000, by: 12_347) {
      #expect(CalendarDate(daysSince1970: days).daysSince1970 == days)
    }
  }

  @Test(
    "what is no day of the calendar is no date",
    arguments: [
      "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-1-1", "26-01-01",
      "2026-01-01 ",
      "2026/01/01", "", "tomorrow", "２０２６-01-01",
    ])
  func refused(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test("seconds fall on the day in UTC, before 1970 too, and absurd ones are clamped")
  func seconds() {
    #expect(CalendarDate(secondsSince1970: 86_399).description == "1970-01-01")
    #expect(CalendarDate(secondsSince1970: -1).description == "1969-12-31")
    #expect(CalendarDate(secondsSince1970: .max).description == "9999-12-31")
  }
}
