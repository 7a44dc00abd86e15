"""The values that the vendor's documents list for its fields."""

TONES = ("professional", "friendly", "educational", "bold", "founder_led")
LENGTHS = ("short", "medium", "long", "extra_long")
GOALS = ("awareness", "leads", "launch", "offer", "education", "event")
AUDIENCES = (
    "business_owners",
    "founders_executives",
    "marketing_teams",
    "buyers_customers",
    "local_community",
    "investors",
    "first_time_buyers",
    "existing_customers",
)
