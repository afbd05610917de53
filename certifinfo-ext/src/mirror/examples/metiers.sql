SELECT r.code AS rome, max(r.libelle) AS metier,
       count(DISTINCT c.code) AS certifications,
       count(DISTINCT o.nom) AS certificateurs
FROM rome r
JOIN certification_active c ON c.code = r.certification
LEFT JOIN organisme o ON o.certification = c.code AND o.role = 'certificateur'
GROUP BY r.code
ORDER BY certifications DESC, rome
LIMIT 20;
