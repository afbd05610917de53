SELECT f.fiche, f.date_fin, c.code, c.intitule
FROM fiche f
JOIN certification_active c ON c.code = f.certification
WHERE f.registre = 'RNCP' AND f.actif = 1
  AND f.date_fin BETWEEN date('now') AND date('now', '+1 year')
ORDER BY f.date_fin, f.fiche, c.code;
